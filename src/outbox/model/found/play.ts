import { type Asked, type Command, UNASKED } from '../commands.ts';
import type { Stop } from '../process.ts';
import { bookOf } from '../reference.ts';
import type { Reply } from '../reply.ts';
import { type Run, run } from '../run.ts';

export const stored = (asked: Partial<Asked> = {}, stop?: Stop): Command => ({
  kind: 'enqueue',
  asked: { ...UNASKED, ...asked },
  stop,
});

/** Its page dies between storing and listing. */
export const storedUnlisted = (asked: Partial<Asked> = {}): Command => stored(asked, { points: 2, by: 'crash' });

export const replayed = (...kinds: Reply['kind'][]): Command => ({
  kind: 'replay',
  networkIsBack: false,
  replies: kinds.map((kind) => ({ kind, delay: 0 })),
  stop: undefined,
});

export const wished = (kind: 'cancel' | 'discard' | 'retry', whom = 0): Command => ({ kind, whom, stop: undefined });

/** What is wrong with this history, played to its end. */
export async function objectionsTo(...commands: readonly Command[]): Promise<readonly string[]> {
  return (await played(commands)).objections;
}

/** The tasks that the server has done at the end, in its order. */
export async function arrivals(...commands: readonly Command[]): Promise<readonly string[]> {
  const { history } = await played(commands);
  return history.flatMap((event) => (event.kind === 'effect' ? [event.id] : []));
}

/** The tasks that are told to have failed at the end. */
export async function failures(...commands: readonly Command[]): Promise<readonly string[]> {
  const { history } = await played(commands);
  const known = [...bookOf(history).tasks.values()];
  return known.filter(({ told }) => told?.status === 'failed').map(({ id }) => id);
}

function played(commands: readonly Command[]): Promise<Run> {
  return run({ setup: { seed: 0, batch: null, lanes: 6, retained: 200 }, commands });
}

import type { Controls } from '../../../protocol/index.ts';
import type { Draft } from '../ledger.ts';

async function control(draft: Draft, next: (controls: Controls) => Partial<Controls>): Promise<void> {
  const controls = await draft.controls();
  draft.setControls({ ...controls, ...next(controls) });
}

export async function setPaused(draft: Draft, paused: boolean): Promise<void> {
  await control(draft, () => ({ paused }));
}

/** Sends nothing of these accounts' until they are released. */
export async function hold(draft: Draft, ...accounts: readonly string[]): Promise<void> {
  await control(draft, ({ held }) => ({ held: [...new Set([...held, ...accounts])] }));
}

export async function release(draft: Draft, ...accounts: readonly string[]): Promise<void> {
  await control(draft, ({ held }) => ({ held: held.filter((account) => !accounts.includes(account)) }));
}

/** Nothing goes to this origin before `until`, and then one attempt at first. Gives the time. */
export async function silence(draft: Draft, origin: string, until: (count: number) => number): Promise<number> {
  const { silent } = await draft.controls();
  const count = (silent[origin]?.count ?? 0) + 1;
  const next = { count, until: until(count) };
  await control(draft, () => ({ silent: { ...silent, [origin]: next } }));
  return next.until;
}

/** The origin has answered. */
export async function hear(draft: Draft, origin: string): Promise<void> {
  await control(draft, ({ silent: { [origin]: _, ...silent } }) => ({ silent }));
}

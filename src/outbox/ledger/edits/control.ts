import type { Controls } from '../../../protocol/index.ts';
import type { Draft } from '../ledger.ts';

/** Whose a plain request is, nobody can say. */
export const NOBODY = '';

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

/** The same because of an attempt, unless somebody has signed in since it began: it says nothing of that then. */
export async function holdBecauseOf(draft: Draft, account: string, startedAt: number, now: number): Promise<void> {
  const signedIn = (await draft.controls()).signedIn[account] ?? 0;
  if (signedIn < startedAt || signedIn > now) await hold(draft, account);
}

/** Somebody has signed in. */
export async function release(draft: Draft, account: string, now: number): Promise<void> {
  await control(draft, ({ held, signedIn }) => ({
    held: held.filter((other) => other !== account && other !== NOBODY),
    signedIn: { ...signedIn, [account]: now },
  }));
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

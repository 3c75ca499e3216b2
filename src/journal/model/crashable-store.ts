import type { JournalStore } from '../store/journal-store.ts';
import type { Crash } from './commands.ts';

/** What is thrown where a device dies. */
export const CRASHED = new Error('The device died.');

/** Where a device dies next, if it does. */
export interface Armed {
  crash: Crash | undefined;
}

/** A store whose device dies at the transaction that is armed, before or after its commit. */
export function crashable(store: JournalStore, armed: Armed): JournalStore {
  return { ...store, change: async (edit) => await orDies(armed, () => store.change(edit)) };
}

/** A step that may be a device's last. */
export function mayDie<Arguments extends readonly unknown[], Result>(
  armed: Armed,
  step: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return async (...given) => await orDies(armed, () => step(...given));
}

export function isCrash(cause: unknown): boolean {
  return cause === CRASHED || (cause instanceof Error && cause.cause !== undefined && isCrash(cause.cause));
}

async function orDies<Result>(armed: Armed, step: () => Promise<Result>): Promise<Result> {
  const { crash } = armed;
  if (crash === undefined) return await step();
  if (crash.change > 0) {
    armed.crash = { ...crash, change: crash.change - 1 };
    return await step();
  }
  if (crash.when === 'after') await step();
  throw CRASHED;
}

import type { JournalStore } from '../store/journal-store.ts';
import type { Crash } from './commands.ts';

/** What is thrown where a device dies. */
export const CRASHED = new Error('The device died.');

/** A store whose device dies at the transaction that is armed, before or after its commit. */
export function crashable(store: JournalStore, armed: { crash: Crash | undefined }): JournalStore {
  return {
    ...store,
    change: async (edit) => {
      const { crash } = armed;
      if (crash === undefined) return await store.change(edit);
      if (crash.change > 0) {
        armed.crash = { ...crash, change: crash.change - 1 };
        return await store.change(edit);
      }
      if (crash.when === 'after') await store.change(edit);
      throw CRASHED;
    },
  };
}

import type { Store } from '../../server/store/store.ts';
import type { Writers } from './writers.ts';

/** What is wrong with what the server's database holds after all; nothing is as it should be. */
export interface Wrongs {
  /** Saves that were answered, and are not there. */
  readonly lost: readonly string[];
  /** Entries that nobody saved. */
  readonly unknown: readonly string[];
  /** Saves whose answer tells of another effect than one, or of one that another save had too. */
  readonly notOnce: readonly string[];
  /** Accounts whose cursor does not count their saves. */
  readonly miscounted: readonly string[];
}

/** Holds what the clients were told against the database itself. Each save is one new entry: one step of the cursor. */
export async function judge({ accounts, answered }: Writers, store: Store): Promise<Wrongs> {
  const wrongs = { lost: [] as string[], unknown: [] as string[], notOnce: [] as string[], miscounted: [] as string[] };
  for (const { id } of accounts) {
    const own = answered.filter(({ save }) => save.account.id === id);
    const held = new Set(await idsOf(store, id));
    const steps = new Set<number>();
    for (const { save, answer } of own) {
      if (!held.delete(save.id)) wrongs.lost.push(save.id);
      if (answer.to !== answer.from + 1 || steps.has(answer.to)) wrongs.notOnce.push(save.id);
      steps.add(answer.to);
    }
    wrongs.unknown.push(...held);
    if ((await store.cursorOf(id)) !== own.length) wrongs.miscounted.push(id);
  }
  return wrongs;
}

async function idsOf(store: Store, account: Parameters<Store['changes']>[0]): Promise<string[]> {
  const ids: string[] = [];
  for (let since = 0, more = true; more; ) {
    const page = await store.changes(account, { since, entries: 1000, bytes: 10_000_000 });
    ids.push(...page.entries.map(({ id }) => id));
    ({ cursor: since, more } = page);
  }
  return ids;
}

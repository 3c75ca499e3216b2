import { type AccountId, entriesPath } from '../../protocol/index.ts';
import type { Journal } from '../journal.ts';

/** Opens the journal of the account that this device has; nothing where it has none. */
export type OpenJournal = () => Promise<Journal | undefined>;

/** The journal that a request is about. What another account has sent, this one's journal must not take for its own. */
export async function journalOf(
  open: OpenJournal,
  request: Request,
  pathOf: (account: AccountId) => string = entriesPath,
): Promise<Journal | undefined> {
  const journal = await open();
  const isIts = journal !== undefined && new URL(request.url).pathname === pathOf(journal.account);
  return isIts ? journal : undefined;
}

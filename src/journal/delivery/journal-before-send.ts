import type { BeforeSend } from '../../outbox/index.ts';
import { collectionsOf } from './contexts.ts';
import type { OpenJournal } from './open.ts';

/** Off means off: what a tab enqueued while another one turned sync off is not sent either. It stays in the journal. */
export function journalBeforeSend(open: OpenJournal): BeforeSend {
  return async ({ account, context }) => {
    if (collectionsOf(context).length === 0) return 'send';
    const journal = await open();
    return journal?.account !== account || (await journal.isSyncOn()) ? 'send' : 'drop';
  };
}

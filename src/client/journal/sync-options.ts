import type { Journal } from '../../journal/index.ts';
import type { Authorize } from '../../outbox/index.ts';
import type { DeltaTask } from './journal-sync.ts';
import type { JournalOutbox } from './sender.ts';
import type { SpaceNews } from './space-news.ts';

export interface JournalSyncOptions {
  readonly client: JournalOutbox;
  readonly journal: Journal;
  /** A collection that none of them carries stays on this device. */
  readonly tasks: readonly DeltaTask[];
  /** The client's and the worker's name, where they have one. */
  readonly name?: string;
  /** The server's origin, the page's own unless told. */
  readonly origin?: string;
  /** For what is read; what is sent is authorized by whoever delivers. */
  readonly authorize?: Authorize;
  /** Whether the server tells of changes while a page is open, as it does unless told otherwise. */
  readonly live?: boolean;
  /** Hears of the account's spaces. Called in one page of the account at a time: the one that listens to the server. */
  readonly onSpaceNews?: (news: SpaceNews) => void;
}

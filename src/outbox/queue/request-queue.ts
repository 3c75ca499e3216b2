import type { Stamp } from '../task/stamp.ts';
import type { QueueEntry } from './entry.ts';
import type { StoredRequest } from './stored-request.ts';

/** The requests, oldest first: the truth about what is still to be sent. */
export interface RequestQueue {
  /** Gives the key under which it lies: keys grow. */
  readonly push: (request: StoredRequest, stamp: Stamp) => Promise<number>;
  /** Every key, the oldest first. */
  readonly keys: () => Promise<readonly number[]>;
  /** The entries under these keys, in their order; keys that hold none are left out. */
  readonly read: (keys: readonly number[]) => Promise<readonly QueueEntry[]>;
  readonly remove: (keys: readonly number[]) => Promise<void>;
}

import { BATCH_ITEMS } from '../../protocol/index.ts';
import type { BatchOptions } from '../delivery.ts';
import type { LedgerRow } from '../ledger/row.ts';
import { PLAIN_REQUEST } from '../task/plain-request.ts';

const DEFAULT_ITEMS = 500;
const DEFAULT_BYTES = 1024 * 1024;

export interface Size {
  readonly tasks: number;
  readonly bytes: number;
}

/** What a server takes in one request, as far as it has told. Lives as long as its realm. */
export class BatchTerms {
  /** Absolute. */
  readonly url: string;
  readonly origin: string;
  #items: number;
  readonly #bytes: number;

  constructor({ url, items = DEFAULT_ITEMS, bytes = DEFAULT_BYTES }: BatchOptions, base: string | undefined) {
    const { href, origin } = new URL(url, base);
    this.url = href;
    this.origin = origin;
    this.#items = Math.min(Math.max(items, 1), BATCH_ITEMS);
    this.#bytes = bytes;
  }

  /** Whether the server offers batches that hold more than one task. */
  get isOffered(): boolean {
    return this.#items > 1;
  }

  /**
   * Whether a batch of so many tasks and bytes takes one more: it goes to the tasks' own server, and takes what fits. A
   * plain request goes as its page made it.
   */
  takes({ origin, task }: LedgerRow, { tasks, bytes }: Size): boolean {
    const isOurs = task.taskType !== PLAIN_REQUEST && origin === this.origin;
    return isOurs && tasks < this.#items && bytes + task.bytes <= this.#bytes;
  }

  /** The server takes no more than so many tasks; it may have told so of a batch that was one of several on their way. */
  narrow(tasks: number): void {
    this.#items = Math.min(tasks, this.#items);
  }
}

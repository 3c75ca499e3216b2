import { BATCH_ITEMS } from '../../protocol/index.ts';
import type { BatchOptions } from '../delivery.ts';
import type { LedgerRow } from '../ledger/row.ts';
import { PLAIN_REQUEST } from '../task/plain-request.ts';

const DEFAULT_ITEMS = 500;
const DEFAULT_BYTES = 1024 * 1024;

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

  /** Whether there is room for one more task beside so many tasks of so many bytes. */
  hasRoom(tasks: number, bytes: number, { task }: LedgerRow): boolean {
    return tasks < this.#items && bytes + task.bytes <= this.#bytes;
  }

  /** A batch goes to the tasks' own server, and takes what fits. A plain request goes as its page made it. */
  takes(row: LedgerRow): boolean {
    return (
      this.isOffered &&
      row.task.taskType !== PLAIN_REQUEST &&
      row.origin === this.origin &&
      row.task.bytes <= this.#bytes
    );
  }

  /** The server found a batch of so many tasks too large, maybe one of several that were on their way. */
  halve(tasks: number): void {
    this.#items = Math.min(Math.floor(tasks / 2), this.#items);
  }

  /** The server has no such thing. */
  giveUp(): void {
    this.#items = 1;
  }
}

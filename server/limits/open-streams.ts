import type { AccountId } from '../../src/protocol/index.ts';
import { refuse } from '../handler/refusal.ts';
import type { Metrics } from '../metrics/metrics.ts';

const RETRY_AFTER_SECONDS = '10';

/** Counts the live streams that each account has open here. 0 is no limit. */
export class OpenStreams {
  readonly #counts = new Map<AccountId, number>();
  readonly #most: number;
  readonly #metrics: Metrics;

  constructor(most: number, metrics: Metrics) {
    this.#most = most;
    this.#metrics = metrics;
  }

  /** Counts one more until what it gives is called, once. @throws Refusal `too-many-streams` */
  open(account: AccountId): () => void {
    const count = this.#counts.get(account) ?? 0;
    if (this.#most > 0 && count >= this.#most) throw tooManyStreams(this.#most);
    this.#counts.set(account, count + 1);
    this.#metrics.streamOpened();
    return () => this.#close(account);
  }

  #close(account: AccountId): void {
    this.#metrics.streamClosed();
    const left = (this.#counts.get(account) ?? 0) - 1;
    if (left > 0) this.#counts.set(account, left);
    else this.#counts.delete(account);
  }
}

function tooManyStreams(most: number) {
  const detail = `An account has at most ${most} of them open. Close one that nobody looks at.`;
  return refuse('too-many-streams', 429, 'This account has too many live streams open.', detail, {
    'Retry-After': RETRY_AFTER_SECONDS,
  });
}

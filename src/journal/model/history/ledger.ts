import type { Account } from '../../../account/index.ts';
import { type Clock, type DeltaAnswer, decodeDelta } from '../../../protocol/index.ts';
import { sameBytes } from '../../edit/same-bytes.ts';
import { digestOf } from '../../heads/count.ts';
import type { Delta } from '../../journal.ts';
import type { ModelServer } from '../../testing/model-server.ts';

/** What one server has acknowledged, has pruned, and had at each of its changes. */
export class Ledger {
  readonly #server: ModelServer;
  /** The newest clock of each entry that the server has said to have. */
  readonly #acknowledged = new Map<string, Clock>();
  /** The newest clock of each entry whose deletion was pruned. */
  readonly #pruned = new Map<string, Clock>();
  /** The digest of what the server had at each of its changes. */
  readonly #truth = new Map<string, Uint8Array>();
  restored = 0;

  constructor(server: ModelServer) {
    this.#server = server;
  }

  /** Remembers what the server has now. */
  async note(by: { readonly account: Account }): Promise<void> {
    const { cursor, held } = this.#server;
    const known = new Map([...held].map(([id, { entry }]) => [id, entry]));
    this.#truth.set(this.#at(cursor), await digestOf(by, known));
  }

  acknowledge(delta: Delta, answer: DeltaAnswer): void {
    const lost = new Set(answer.winners.map(({ id }) => id));
    for (const { id, clock } of decodeDelta(delta.body)) {
      if (!lost.has(id) && (this.#acknowledged.get(id) ?? '') < clock) this.#acknowledged.set(id, clock);
    }
  }

  /** Has the server forget deletions up to this change. */
  prune(watermark: number): void {
    for (const [id, { entry, cursor }] of this.#server.held) {
      if (entry.isTombstone && cursor <= watermark) this.#pruned.set(id, entry.clock);
    }
    this.#server.prune(watermark);
  }

  /** Entries of which the server has acknowledged something newer than it has now, beside pruned deletions. */
  missing(): readonly string[] {
    return [...this.#acknowledged]
      .filter(([id, clock]) => (this.#clockOf(id) ?? this.#pruned.get(id) ?? '') < clock)
      .map(([id]) => id);
  }

  /** Entries that are at the server though a newer deletion of them was pruned. */
  resurrected(): readonly string[] {
    return [...this.#pruned].filter(([id, clock]) => (this.#clockOf(id) ?? '~') <= clock).map(([id]) => id);
  }

  /** Whether the server had something else at this change of the present history, as far as is remembered. */
  isWrong({ sequence, digest }: { readonly sequence: number; readonly digest: Uint8Array }): boolean {
    const truth = this.#truth.get(this.#at(sequence));
    return truth !== undefined && !sameBytes(truth, digest);
  }

  #clockOf(id: string): Clock | undefined {
    return this.#server.held.get(id)?.entry.clock;
  }

  #at(cursor: number): string {
    return `${this.restored} ${this.#server.generation} ${cursor}`;
  }
}

import type { Journal } from 'backhaul/journal';
import type { CollectionNames } from '../tasks/task-context.ts';

/** Learns what the collections of this account are called in the outbox. */
export class BlindNames {
  readonly #journal: Pick<Journal, 'collectionId'>;
  readonly #known = new Set<string>();
  #names: CollectionNames = new Map();

  constructor(journal: Pick<Journal, 'collectionId'>) {
    this.#journal = journal;
  }

  /** All names so far; the same map when none of these is new. */
  async with(collections: readonly string[]): Promise<CollectionNames> {
    const fresh = collections.filter((name) => !this.#known.has(name));
    if (fresh.length === 0) return this.#names;
    const learnt = await Promise.all(
      fresh.map(async (name) => [await this.#journal.collectionId(name), name] as const),
    );
    for (const name of fresh) this.#known.add(name);
    this.#names = new Map([...this.#names, ...learnt]);
    return this.#names;
  }
}

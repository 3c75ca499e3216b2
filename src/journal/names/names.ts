import { collectionId, entryId } from './blind-ids.ts';

/** Blind ids of names, each made once: a page asks for the same few again and again. */
export class Names {
  readonly #blinding: CryptoKey;
  readonly #collections = new Map<string, Promise<string>>();
  readonly #entries = new Map<string, Promise<string>>();
  readonly #names = new Map<string, string>();

  constructor(blinding: CryptoKey) {
    this.#blinding = blinding;
  }

  collection(name: string): Promise<string> {
    return remembered(this.#collections, name, async () => {
      const id = await collectionId(this.#blinding, name);
      this.#names.set(id, name);
      return id;
    });
  }

  /** The name of a collection that has been asked for before. */
  known(collection: string): string | undefined {
    return this.#names.get(collection);
  }

  entry(collection: string, key: string): Promise<string> {
    return remembered(this.#entries, JSON.stringify([collection, key]), () => entryId(this.#blinding, collection, key));
  }
}

/** Ids kept at most; the oldest go first. */
const REMEMBERED = 10_000;

function remembered(known: Map<string, Promise<string>>, name: string, make: () => Promise<string>): Promise<string> {
  const id = known.get(name) ?? make();
  known.set(name, id);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return id;
}

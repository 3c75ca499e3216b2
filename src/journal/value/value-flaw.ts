/** Lists and objects in one another. A worker's stack is smaller than a page's, and what one stores the other has to read. */
const DEPTH = 100;

export interface Flaw {
  /** Keys and indexes, from the outermost one on. */
  readonly path: readonly (string | number)[];
  readonly flaw: 'not-storable' | 'malformed-text' | 'too-deep' | 'holds-itself';
}

/** What keeps something from being stored as it is; `undefined` when nothing does. */
export function flawOf(value: unknown): Flaw | undefined {
  return flawAt(value, OUTERMOST);
}

/** Where in a value something stands. */
export interface Place {
  readonly path: readonly (string | number)[];
  /** The lists and objects that it is in. */
  readonly above: readonly object[];
}

export const OUTERMOST: Place = { path: [], above: [] };

/** The same for what stands within a value. */
export function flawAt(value: unknown, place: Place): Flaw | undefined {
  switch (typeof value) {
    case 'boolean':
    case 'number':
      return undefined;
    case 'string':
      return isWellFormed(value) ? undefined : { path: place.path, flaw: 'malformed-text' };
    case 'object':
      return value === null || value instanceof Uint8Array ? undefined : findWithin(value, place);
    default:
      return { path: place.path, flaw: 'not-storable' };
  }
}

function findWithin(container: object, { path, above }: Place): Flaw | undefined {
  const flaw = flawOfContainer(container, { path, above });
  if (flaw !== undefined) return flaw;
  const within = { path, above: [...above, container] };
  return Array.isArray(container) ? findInList(container, within) : findInObject(container, within);
}

/** What is wrong with a list or an object as such, whatever is in it. */
export function flawOfContainer(container: object, { path, above }: Place): Flaw | undefined {
  if (above.includes(container)) return { path, flaw: 'holds-itself' };
  if (above.length === DEPTH) return { path, flaw: 'too-deep' };
  return Array.isArray(container) || isPlain(container) ? undefined : { path, flaw: 'not-storable' };
}

function findInList(list: readonly unknown[], { path, above }: Place): Flaw | undefined {
  for (const [index, item] of list.entries()) {
    if (typeof item === 'number') continue; // Most of the largest values, and a path for each costs more than sealing it.
    const flaw = flawAt(item, { path: [...path, index], above });
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function findInObject(object: object, { path, above }: Place): Flaw | undefined {
  for (const [key, item] of Object.entries(object)) {
    const place = { path: [...path, key], above };
    const flaw = flawOfKey(key, place) ?? flawAt(item, place);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** Of an object's key, where its item stands. */
export function flawOfKey(key: string, { path }: Place): Flaw | undefined {
  return isWellFormed(key) ? undefined : { path, flaw: 'malformed-text' };
}

/** Half a surrogate pair has no UTF-8: different texts would become the same bytes. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Made by `{}` or without a prototype, in whatever realm, and with nothing that only code could find. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  const isRoot = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isRoot && Object.getOwnPropertySymbols(object).length === 0;
}

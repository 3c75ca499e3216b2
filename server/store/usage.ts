/**
 * What an account holds: its entries, the chunks and the parts of values, the messages that it wrote, and what has to be remembered
 * of it: the names of the spaces that it has made, and the invites that it has used. `bytes` are those of their values, and
 * `ROW_BYTES` for each. `entries` counts what has a value, so that who deletes makes room.
 */
export interface Usage {
  readonly bytes: number;
  readonly entries: number;
}

/** What a name, a clock and a place take, roughly: nobody fills a disk with what is empty. */
export const ROW_BYTES = 128;

export const NOTHING: Usage = { bytes: 0, entries: 0 };

/** One entry, part or message, whose value has so many bytes. */
export function usageOf(bytes: number): Usage {
  return { bytes: ROW_BYTES + bytes, entries: 1 };
}

/** One tombstone, whose value has so many bytes. */
export function usageOfTombstone(bytes: number): Usage {
  return { bytes: ROW_BYTES + bytes, entries: 0 };
}

/** One chunk, with the names of others in it: the value that it is of counts as an entry, and the chunk does not. */
export function usageOfChunk(bytes: number): Usage {
  return { bytes: ROW_BYTES + bytes, entries: 0 };
}

/** What is remembered though it has no value. */
export const USAGE_OF_NAME: Usage = usageOfTombstone(0);

export function sumOf(usages: readonly Usage[]): Usage {
  return usages.reduce(plus, NOTHING);
}

export function plus(one: Usage, other: Usage): Usage {
  return { bytes: one.bytes + other.bytes, entries: one.entries + other.entries };
}

export function minus(one: Usage, other: Usage): Usage {
  return { bytes: one.bytes - other.bytes, entries: one.entries - other.entries };
}

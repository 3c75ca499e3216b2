import {
  type AccountId,
  type ChunkId,
  chunkIdsFromBytes,
  chunkIdsToBytes,
  type Entry,
} from '../../src/protocol/index.ts';
import type { StoredBytes, Tables } from './tables.ts';

/** The columns that make an entry, without those that say where it stands. */
export const ENTRY_COLUMNS = ['id', 'clock', 'tombstone', 'value', 'chunks'] as const;

/** In SQL: the bytes of an entry's value, and of the names of its chunks. */
export const ENTRY_BYTES = 'length(value) + coalesce(length(chunks), 0)';

export type EntryColumns = Pick<Tables['entries'], 'id' | 'clock' | 'tombstone'> & {
  readonly value: StoredBytes;
  readonly chunks: StoredBytes | null;
};

export function entryFrom({ id, clock, tombstone, value, chunks }: EntryColumns): Entry {
  return { id, clock, isTombstone: tombstone !== 0, value: plainBytes(value), ...chunksFrom(chunks) };
}

export function chunksFrom(stored: StoredBytes | null): { readonly chunks?: readonly ChunkId[] } {
  return stored === null ? {} : { chunks: chunkIdsFromBytes(plainBytes(stored)) };
}

export function rowFrom(account: AccountId, { id, clock, isTombstone, value, chunks }: Entry, cursor: number) {
  const named = chunks === undefined ? null : chunkIdsToBytes(chunks);
  return { account, id, clock, tombstone: Number(isTombstone), value, chunks: named, cursor };
}

/** As `ENTRY_BYTES`. */
export function entryBytes({ value, chunks = [] }: Pick<Entry, 'value' | 'chunks'>): number {
  return value.byteLength + 16 * chunks.length;
}

/** A view of the same bytes that is no `Buffer`: a `Buffer` has a `toJSON` of its own. */
export function plainBytes(stored: StoredBytes): Uint8Array<ArrayBuffer> {
  return stored instanceof ArrayBuffer
    ? new Uint8Array(stored)
    : new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

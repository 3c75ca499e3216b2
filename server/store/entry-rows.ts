import type { AccountId, Entry } from '../../src/protocol/index.ts';
import type { StoredBytes, Tables } from './tables.ts';

/** The columns that make an entry, without those that say where it stands. */
export const ENTRY_COLUMNS = ['id', 'clock', 'tombstone', 'value'] as const;

export type EntryColumns = Pick<Tables['entries'], 'id' | 'clock' | 'tombstone'> & { readonly value: StoredBytes };

export function entryFrom({ id, clock, tombstone, value }: EntryColumns): Entry {
  return { id, clock, isTombstone: tombstone !== 0, value: plainBytes(value) };
}

export function rowFrom(account: AccountId, { id, clock, isTombstone, value }: Entry, cursor: number) {
  return { account, id, clock, tombstone: Number(isTombstone), value, cursor };
}

/** A view of the same bytes that is no `Buffer`: a `Buffer` has a `toJSON` of its own. */
export function plainBytes(stored: StoredBytes): Uint8Array<ArrayBuffer> {
  return stored instanceof ArrayBuffer
    ? new Uint8Array(stored)
    : new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

import type { AccountId, Entry } from '../../src/protocol/index.ts';
import { isTombstone } from '../../src/protocol/index.ts';
import type { StoredBytes, Tables } from './tables.ts';

/** An entry's columns, without those that say where it stands. */
export type EntryColumns = Pick<Tables['entries'], 'id' | 'clock'> & { readonly value: StoredBytes | null };

export function entryFrom({ id, clock, value }: EntryColumns): Entry {
  return value === null ? { id, clock, tombstone: true } : { id, clock, value: plainBytes(value) };
}

export function rowFrom(account: AccountId, entry: Entry, cursor: number) {
  return { account, id: entry.id, clock: entry.clock, value: isTombstone(entry) ? null : entry.value, cursor };
}

/** A view of the same bytes that is no `Buffer`: a `Buffer` has a `toJSON` of its own. */
export function plainBytes(stored: StoredBytes): Uint8Array<ArrayBuffer> {
  return stored instanceof ArrayBuffer
    ? new Uint8Array(stored)
    : new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

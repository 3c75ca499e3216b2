import type { ColumnType } from 'kysely';
import type { Clock, PartId } from '../../src/protocol/index.ts';

/** libsql reads a BLOB as an `ArrayBuffer`, other drivers as a `Uint8Array`. */
export type StoredBytes = ArrayBuffer | Uint8Array<ArrayBuffer>;

type BytesColumn = ColumnType<StoredBytes, Uint8Array, Uint8Array>;

/** The columns as the queries see them. `created_at` is milliseconds since 1970; `tombstone` is 0 or 1. */
export interface Tables {
  accounts: { account: string; cursor: number };
  entries: { account: string; id: string; clock: Clock; tombstone: number; value: BytesColumn; cursor: number };
  parts: { account: string; part: PartId; bytes: BytesColumn; created_at: number };
  idempotency: {
    account: string;
    key: string;
    fingerprint: string;
    status: number;
    content_type: string;
    body: BytesColumn;
    created_at: number;
  };
}

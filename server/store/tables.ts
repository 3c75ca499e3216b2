import type { ColumnType } from 'kysely';
import type { Clock } from '../../src/protocol/index.ts';

/** libsql reads a BLOB as an `ArrayBuffer`, other drivers as a `Uint8Array`. */
export type StoredBytes = ArrayBuffer | Uint8Array<ArrayBuffer>;

type BytesColumn = ColumnType<StoredBytes, Uint8Array, Uint8Array>;
type OptionalBytesColumn = ColumnType<StoredBytes | null, Uint8Array | null, Uint8Array | null>;

/** The columns as the queries see them. `created_at` is milliseconds since 1970; a tombstone has no `value`. */
export interface Tables {
  accounts: { account: string; cursor: number };
  entries: { account: string; id: string; clock: Clock; value: OptionalBytesColumn; cursor: number };
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

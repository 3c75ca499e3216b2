import type { ColumnType, Generated } from 'kysely';
import type { Clock, DeviceId, PartId } from '../../src/protocol/index.ts';

/** libsql reads a BLOB as an `ArrayBuffer`, other drivers as a `Uint8Array`. */
export type StoredBytes = ArrayBuffer | Uint8Array<ArrayBuffer>;

type BytesColumn = ColumnType<StoredBytes, Uint8Array, Uint8Array>;

/** The columns as the queries see them. Times (`…_at`) are milliseconds since 1970; `tombstone` is 0 or 1. */
export interface Tables {
  accounts: { account: string; cursor: number; device_generation: Generated<number> };
  devices: {
    account: string;
    device: DeviceId;
    public_key: BytesColumn;
    registered_at: number;
    revoked_at: number | null;
  };
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

import type { ColumnType, Generated } from 'kysely';
import type {
  AccountId,
  ChannelId,
  Clock,
  DeviceId,
  InviteId,
  MessageId,
  PartId,
  Role,
  SpaceId,
} from '../../src/protocol/index.ts';

/** libsql reads a BLOB as an `ArrayBuffer`, other drivers as a `Uint8Array`. */
export type StoredBytes = ArrayBuffer | Uint8Array<ArrayBuffer>;

type BytesColumn = ColumnType<StoredBytes, Uint8Array, Uint8Array>;

/** The columns as the queries see them. Times (`…_at`) are milliseconds since 1970; `tombstone` is 0 or 1. */
export interface Tables {
  accounts: {
    account: string;
    cursor: number;
    device_generation: Generated<number>;
    used_bytes: Generated<number>;
    used_entries: Generated<number>;
  };
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
  /** What others have freed of what an account holds, and that is not yet taken off its usage. */
  freed: { account: string; bytes: number; entries: number };
  /** `is_gone` is 0 or 1. */
  spaces: { space: SpaceId; cursor: number; is_gone: Generated<number> };
  /** `joined` is the cursor of the space that the joining was. */
  members: { space: SpaceId; account: AccountId; role: Role; joined_at: number; joined: number };
  /** How often an account's memberships have changed: the cursor of that topic. */
  memberships: { account: AccountId; changes: number };
  /** `uses` are those that are left. */
  invites: { space: SpaceId; invite: InviteId; expires_at: number | null; uses: number | null };
  invite_uses: { space: SpaceId; invite: InviteId; account: AccountId };
  /** A tombstone has an empty body. */
  messages: {
    space: SpaceId;
    channel: ChannelId;
    message: MessageId;
    author: AccountId;
    device: DeviceId | null;
    sent_at: number;
    cursor: number;
    tombstone: number;
    body: BytesColumn;
  };
}

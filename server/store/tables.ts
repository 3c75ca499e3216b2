import type { ColumnType, Generated } from 'kysely';
import type {
  AccountId,
  ChannelId,
  ChunkId,
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
type BytesOrNone = ColumnType<StoredBytes | null, Uint8Array | null, Uint8Array | null>;

/** The columns as the queries see them. Times (`…_at`) are milliseconds since 1970; `tombstone` is 0 or 1. */
export interface Tables {
  accounts: {
    account: string;
    cursor: number;
    device_generation: Generated<number>;
    used_bytes: Generated<number>;
    used_entries: Generated<number>;
    unused_chunks: Generated<number>;
    /** Given at the first change. */
    generation: string | null;
    epoch: Generated<number>;
    pruned_cursor: Generated<number>;
    pruned_clock: Clock | null;
    pruned_at: Generated<number>;
  };
  /** The keys that accounts were given in the place of their first. `keyring` is empty but for the newest. */
  account_keys: { public_key: BytesColumn; account: AccountId; epoch: number; keyring: string; changed_at: number };
  devices: {
    account: string;
    device: DeviceId;
    public_key: BytesColumn;
    registered_at: number;
    revoked_at: number | null;
    acknowledged: Generated<number>;
    seen_at: number | null;
  };
  /** `chunks` are the ids of those that the entry names, one after the other. */
  entries: {
    account: string;
    id: string;
    clock: Clock;
    tombstone: number;
    value: BytesColumn;
    chunks: BytesOrNone;
    cursor: number;
  };
  /**
   * `uses` counts the entries that name a chunk, and the lists that are in use and name it. `is_new`, 0 or 1, is one that was put and
   * not used since. `unused_since` has no time in one that is in use, nor in one whose time nobody has noted yet.
   */
  chunks: {
    account: string;
    chunk: ChunkId;
    bytes: BytesColumn;
    refs: BytesColumn;
    uses: number;
    unused_since: number | null;
    is_new: number;
  };
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

import type {
  AccountId,
  ChannelId,
  DeviceId,
  InviteId,
  JoinedSpace,
  Member,
  Message,
  MessageId,
  MessagesPage,
  SentMessage,
  SpaceId,
} from '../../src/protocol/index.ts';

/** The members of one space inside one transaction. Each change is one of the space's, and has the next cursor. */
export interface SpaceMembers {
  find(account: AccountId): Promise<Member | undefined>;
  /** Whoever has been there longest comes first. */
  list(): Promise<Member[]>;
  /** Only who is none. */
  add(member: Member): Promise<void>;
  /** Only who is one. */
  makeOwner(account: AccountId): Promise<void>;
  /** Only who is one. */
  remove(account: AccountId): Promise<void>;
}

/** `expiresAt` is in milliseconds since 1970, `uses` is how many are left; without them there is no such limit. */
export interface StoredInvite {
  readonly invite: InviteId;
  readonly expiresAt?: number | undefined;
  readonly uses?: number | undefined;
}

/**
 * The invites to one space inside one transaction. They are no changes of the space's: only owners know of them. Who has used one
 * is known as long as the space is there, also when the invite was removed and is put again.
 */
export interface SpaceInvites {
  find(invite: InviteId): Promise<StoredInvite | undefined>;
  count(): Promise<number>;
  put(invite: StoredInvite): Promise<void>;
  remove(invite: InviteId): Promise<void>;
  /** Removes those that nobody can use any more at `time`, in milliseconds since 1970. */
  removeSpent(time: number): Promise<void>;
  isUsedBy(invite: InviteId, account: AccountId): Promise<boolean>;
  /** Counts one use, by an account that has not used it before. */
  use(invite: InviteId, account: AccountId): Promise<void>;
}

/** Where a message is within its space. */
export interface MessagePlace {
  readonly channel: ChannelId;
  readonly message: MessageId;
}

/** A message of the account that the transaction has open. `sentAt` is in milliseconds since 1970. */
export interface NewMessage extends MessagePlace {
  readonly device?: DeviceId | undefined;
  readonly sentAt: number;
  readonly body: Uint8Array;
}

/** The messages of one space inside one transaction. Each change is one of the space's, and has the next cursor. */
export interface SpaceMessages {
  find(place: MessagePlace): Promise<Message | undefined>;
  /** Only where there is none. */
  put(message: NewMessage): Promise<SentMessage>;
  /** Leaves a tombstone of one that is there and not deleted yet, and nothing of its body. */
  remove(place: MessagePlace): Promise<void>;
}

/** What can be done with one space inside one transaction. Useless once that, or the attempt that has opened it, has ended. */
export interface SpaceTransaction {
  /** The number of the space's newest change, those of this transaction included. */
  readonly cursor: number;
  /** Whether nobody has ever been a member: it is made in this transaction. */
  readonly isNew: boolean;
  readonly members: SpaceMembers;
  readonly invites: SpaceInvites;
  readonly messages: SpaceMessages;
  /** Removes invites and messages of a space that has no members any more. Its id stays taken. */
  remove(): Promise<void>;
}

export interface ChannelPlace {
  readonly space: SpaceId;
  readonly channel: ChannelId;
}

/** A page holds at most `entries` messages and about `bytes` of their bodies, but at least one. */
interface Bounds {
  readonly entries: number;
  readonly bytes: number;
}

/** The changes after the cursor `since`, up to the cursor `until`, which is one that the space has had. */
export interface ChangesBounds extends Bounds {
  readonly since: number;
  readonly until: number;
}

/** The messages before the cursor `before`. */
export interface HistoryBounds extends Bounds {
  readonly before: number;
}

export interface SpaceReads {
  /** The spaces that the account is a member of, in the order in which it has joined them; only those `among` these, if told. */
  listOf(account: AccountId, among?: readonly SpaceId[]): Promise<JoinedSpace[]>;
  /** Where the space stands, for each of these that is a member of it at that moment. */
  cursorsFor(space: SpaceId, among: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>>;
  /** Whoever has been there longest comes first; nobody for a space that there is not. */
  listMembers(space: SpaceId): Promise<Member[]>;
  /** The oldest first, tombstones among them. The page's cursor is `until` where there is no more. */
  changesIn(place: ChannelPlace, bounds: ChangesBounds): Promise<MessagesPage>;
  /** The newest first, without tombstones. The page's cursor is that of the oldest, or `before` where there is none. */
  historyOf(place: ChannelPlace, bounds: HistoryBounds): Promise<MessagesPage>;
}

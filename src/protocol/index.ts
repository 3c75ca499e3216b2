/** The words that the page, the worker and the server all speak. This folder imports nothing else of ours. */

export { isTasksChanged, LEDGER_IS_GONE, type TasksChanged } from './announcement.ts';
export { BATCH_ITEMS, BATCH_PATH, type BatchAnswerItem, type BatchItem, isForLater, stopsLane } from './batch.ts';
export { batchAnswerItemSchema, batchAnswerSchema, batchItemSchema, batchSchema } from './batch-schema.ts';
export { CrowdedBodyError, decodeCborWithin } from './bounded-codec.ts';
export {
  type ChannelId,
  channelIdSchema,
  MESSAGE_BYTES,
  type Message,
  type MessageId,
  type MessagesPage,
  messageIdSchema,
  messagePath,
  messagesPath,
  type SentMessage,
  sentMessageSchema,
} from './channels.ts';
export { decodeMessagesPage, encodeMessagesPage } from './channels-codec.ts';
export {
  CHUNK_BYTES,
  CHUNKS_ASKED,
  CHUNKS_SENT,
  type Chunk,
  type ChunkId,
  chunkIdOf,
  chunkIdSchema,
  chunkIdsFromBytes,
  chunkIdsToBytes,
  MOST_CHUNK_REFS,
  MOST_ENTRY_CHUNKS,
} from './chunks.ts';
export { chunksOf, chunksSchema, decodeChunks, encodeChunks } from './chunks-codec.ts';
export {
  type Clock,
  clockFromBytes,
  clockSchema,
  clockToBytes,
  compareClocks,
  countOf,
  deviceOf,
  timeOf,
} from './clock.ts';
export { decodeCbor, decodeStrictCbor, encodeCbor, MalformedBodyError } from './codec.ts';
export { type Controls, isControls, NO_CONTROLS, type Silence } from './controls.ts';
export {
  type DeviceId,
  type DeviceList,
  type DeviceRegistration,
  deviceIdSchema,
  devicePath,
  deviceRegistrationSchema,
  deviceSchema,
  devicesPath,
  devicesSchema,
  type KeyId,
  publicKeySchema,
  type RegisteredDevice,
  readKeyId,
  writeKeyId,
} from './devices.ts';
export {
  type AccountId,
  accountIdSchema,
  CLOCK_AHEAD_LIMIT,
  chunksPath,
  DELTA_ENTRIES,
  type DeltaAnswer,
  type EntriesPage,
  type Entry,
  type EntryInParts,
  entriesPath,
  entryIdSchema,
  entrySchema,
  type History,
  isInParts,
  livePath,
  type PartId,
  partIdSchema,
  partPath,
  type RemovalReceipt,
  removalReceiptSchema,
  type SentDelta,
  type SentEntry,
  VALUE_PARTS,
} from './entries.ts';
export {
  decodeDelta,
  decodeDeltaAnswer,
  decodeEntriesPage,
  deltaOf,
  encodeDelta,
  encodeDeltaAnswer,
  encodeEntriesPage,
} from './entries-codec.ts';
export {
  type AccountEpoch,
  accountEpochSchema,
  epochPath,
  epochSchema,
  FIRST_EPOCH,
  OWN_ACCOUNT_PATH,
  type Rotation,
  rotationProof,
  rotationSchema,
} from './epochs.ts';
export { IDEMPOTENCY_KEY } from './idempotency.ts';
export { idempotencyKeySchema } from './idempotency-schema.ts';
export { CBOR, JSON_MEDIA, PROBLEM_MEDIA } from './media.ts';
export { compareBytes, compareEntries } from './merge-order.ts';
export { HEARD, isToWorker, type ToWorker } from './messages-to-worker.ts';
export { type ForeignProblem, type Problem, type ProblemCode, parseProblem, problem } from './problem.ts';
export {
  type Check,
  hasFields,
  isAbsentOr,
  isFlag,
  isListOf,
  isNullOr,
  isNumber,
  isObject,
  isRecordOf,
  isText,
} from './shape.ts';
export {
  CONTENT_DIGEST,
  SIGNATURE_AHEAD_LIMIT,
  SIGNATURE_LIFETIME,
  SIGNATURE_TAG,
  SIGNED_ALWAYS,
  SIGNED_WHERE_PRESENT,
} from './signature.ts';
export {
  ACCOUNT_SPACES,
  accountSpacesPath,
  type Invite,
  type InviteId,
  inviteIdSchema,
  invitePath,
  inviteSchema,
  inviteSecretSchema,
  type Join,
  type JoinedSpace,
  type JoinedSpaceList,
  joinedSpacesSchema,
  joinSchema,
  type Member,
  type MemberList,
  memberPath,
  membersPath,
  membersSchema,
  type Role,
  roleSchema,
  SPACE_INVITES,
  SPACE_MEMBERS,
  type SpaceId,
  spaceIdSchema,
  spacePath,
} from './spaces.ts';
export {
  type Answer,
  type CompletedTask,
  type FailedTask,
  isQueueTask,
  type Outcome,
  type PendingTask,
  type ProcessingTask,
  type QueueTask,
  type TaskCore,
  type TaskFailure,
  type Wait,
} from './task.ts';

/** The reference server's door: a web-standard handler over a store, the store on SQLite, and the whole as one call. */
export { BackupError, backupSqlite, type CopyPlaces, restoreSqlite } from './backup/index.ts';
export {
  type ConformanceOptions,
  type ConformanceReport,
  describeReport,
  type FailedCheck,
  type Outcome,
  runConformance,
} from './conformance/index.ts';
export type { Connection, Exchange } from './exchange/exchange.ts';
export { createHandler, type Handler, type HandlerOptions } from './handler/create-handler.ts';
export type { Answered, Logger, Refused } from './handler/logger.ts';
export type { ApiEnvironment, Authenticate, Identity } from './identity/authenticate.ts';
export { type AccountOfToken, bearerTokens } from './identity/bearer-tokens.ts';
export type { Principal } from './identity/principal.ts';
export { type SignatureOptions, signatures } from './identity/signature/signatures.ts';
export { DEFAULT_LIMITS, type Limits } from './limits/limits.ts';
export { createLogger, type LoggerOptions } from './log/create-logger.ts';
export { Metrics } from './metrics/metrics.ts';
export { DEFAULT_PRUNING, type Pruning } from './pruning/pruning.ts';
export { DEFAULT_QUOTA, type Quota } from './quota/quota.ts';
export { ListenError } from './serve/listen-error.ts';
export { type Running, type ServeOptions, serve } from './serve/serve.ts';
export type {
  AccountDevices,
  AccountKeys,
  DeviceSeen,
  NewDevice,
  StoredAccountKey,
  StoredDevice,
} from './store/key-store.ts';
export { openPostgresStore, openSqliteStore } from './store/open-store.ts';
export type { PostgresStoreOptions } from './store/postgres-store.ts';
export type {
  ChangesBounds,
  ChannelPlace,
  HistoryBounds,
  MessagePlace,
  NewMessage,
  SpaceInvites,
  SpaceMembers,
  SpaceMessages,
  SpaceReads,
  SpaceTransaction,
  StoredInvite,
} from './store/space-store.ts';
export type { SqliteStoreOptions } from './store/sqlite-store.ts';
export {
  type AccountTransaction,
  type CursorListener,
  type EntryHead,
  type IdempotencyRecord,
  type KeptAnswer,
  type NewPart,
  type PageBounds,
  type PartSize,
  StorageUnavailableError,
  type Store,
  type StoredPart,
  StoreOpenError,
  type TombstoneBounds,
} from './store/store.ts';
export type { Usage } from './store/usage.ts';

/**
 * The handler by itself, to be mounted in an app of one's own: nothing here opens a port or a database, or loads what would.
 * A store comes from `backhaul/server`, or is one of your own that keeps `Store`.
 */
export type { Connection, Exchange } from '../exchange/exchange.ts';
export type { ApiEnvironment, Authenticate, Identity } from '../identity/authenticate.ts';
export { type AccountOfToken, bearerTokens } from '../identity/bearer-tokens.ts';
export type { Principal } from '../identity/principal.ts';
export { type SignatureOptions, signatures } from '../identity/signature/signatures.ts';
export { DEFAULT_LIMITS, type Limits } from '../limits/limits.ts';
export { createLogger, type LoggerOptions } from '../log/create-logger.ts';
export { Metrics } from '../metrics/metrics.ts';
export { DEFAULT_PRUNING, type Pruning } from '../pruning/pruning.ts';
export { DEFAULT_QUOTA, type Quota } from '../quota/quota.ts';
export { type AccountTransaction, StorageUnavailableError, type Store } from '../store/store.ts';
export { createHandler, type Handler, type HandlerOptions } from './create-handler.ts';
export type { Answered, Logger, Refused } from './logger.ts';

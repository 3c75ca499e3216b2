import { Hono } from 'hono';
import { appFiles } from '../app-files/app-files.ts';
import { batchRoutes } from '../batch/batch-routes.ts';
import { channelRoutes } from '../channels/channel-routes.ts';
import { chunksRoutes } from '../chunks/chunks-routes.ts';
import { CHUNK_GRACE } from '../chunks/collect-chunks.ts';
import { crossOrigin } from '../cross-origin/cross-origin.ts';
import { DEVICE_PATH, deviceRoutes } from '../devices/device-routes.ts';
import { noteSeen } from '../devices/note-seen.ts';
import { entriesRoutes } from '../entries/entries-routes.ts';
import { epochRoutes } from '../epochs/epoch-routes.ts';
import type { Connection, Exchange } from '../exchange/exchange.ts';
import { healthRoutes } from '../health/health-routes.ts';
import { type Authenticate, authenticated } from '../identity/authenticate.ts';
import { signatures } from '../identity/signature/signatures.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits/limits.ts';
import { OpenStreams } from '../limits/open-streams.ts';
import { RateLimits } from '../limits/rate-limits.ts';
import { liveRoutes } from '../live/live-routes.ts';
import { createLogger } from '../log/create-logger.ts';
import { measuredStore } from '../metrics/measured-store.ts';
import { Metrics } from '../metrics/metrics.ts';
import { openApiRoutes } from '../openapi/openapi-routes.ts';
import { partsRoutes } from '../parts/parts-routes.ts';
import { DEFAULT_PRUNING, type Pruning } from '../pruning/pruning.ts';
import { DEFAULT_QUOTA, type Quota } from '../quota/quota.ts';
import { spaceRoutes } from '../spaces/space-routes.ts';
import type { Store } from '../store/store.ts';
import { responseOf } from './answer.ts';
import { answerError } from './answer-error.ts';
import { allEffects } from './effects.ts';
import {
  type HandlerEnvironment,
  limitAccount,
  limitAddress,
  limitRegistrations,
  noteRoute,
} from './handler-environment.ts';
import type { ExchangeLog, Logger } from './logger.ts';
import { notFound } from './methods.ts';
import { countingRefusals, observed } from './observed.ts';
import { DEFAULT_BODY_LIMIT } from './request-body.ts';
import { secure } from './security-headers.ts';

const DEFAULT_HEARTBEAT = 20_000;

/** A web-standard server: it needs no port, and it never rejects. */
export type Handler = (request: Request, connection?: Connection) => Promise<Response>;

export interface HandlerOptions {
  readonly store: Store;
  /** Who may do what; requests signed by the account's devices unless told (`bearerTokens` takes an app's own tokens). */
  readonly authenticate?: Authenticate;
  /** The hosts that a signature may be meant for, each with its port where that is not the usual one; any unless told. */
  readonly hosts?: readonly string[] | undefined;
  /** The built app. Without it only `/v1`, `/healthz` and `/readyz` are answered. */
  readonly appDirectory?: string | undefined;
  /** Bytes, 4 MiB unless told. */
  readonly bodyLimit?: number;
  /** Those that are left out are `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** When deletions are forgotten; those that are left out are `DEFAULT_PRUNING`. */
  readonly pruning?: Partial<Pruning>;
  /** What one account may hold; 1 GiB and 100,000 entries unless told, and 0 is no limit. */
  readonly quota?: Partial<Quota>;
  /** Milliseconds for which a chunk stays that nothing refers to; a day unless told. */
  readonly chunkGrace?: number;
  /** Origins whose pages may use the API too, as in `https://app.example`. */
  readonly corsOrigins?: readonly string[];
  /** Milliseconds after which a live stream on which nothing happens says that it lives; 20,000 unless told. */
  readonly heartbeat?: number;
  /** Once it is aborted, `/readyz` says that nothing more should be sent here; all the rest goes on. */
  readonly stopping?: AbortSignal;
  /** Ends what would stay open by itself: the live streams. */
  readonly stop?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Lines of JSON on standard error unless told. */
  readonly log?: Logger;
  /** Where it counts what it does; for itself alone unless told. */
  readonly metrics?: Metrics;
}

/** @throws when `appDirectory` does not exist. */
export function createHandler(options: HandlerOptions): Handler {
  const { now = Date.now, metrics = new Metrics() } = options;
  const to = { log: options.log ?? createLogger({ now }), metrics };
  const log = countingRefusals(to);
  const app = createApp({ ...options, store: measuredStore(options.store, metrics), now, metrics, log });
  return observed(async (request, exchange) => secure(await answer(app, request, exchange, log)), to);
}

type App = Hono<HandlerEnvironment>;
type Told = Omit<HandlerOptions, 'log'> &
  Required<Pick<HandlerOptions, 'now' | 'metrics'>> & { readonly log: ExchangeLog };

/** The routes, without what is done around each exchange. */
export function createApp(options: Told): App {
  const app = new Hono<HandlerEnvironment>();
  app.onError((error) => responseOf(answerError(error, options.log)));
  app.notFound(notFound);
  app.use(noteRoute);
  addRoutes(app, options);
  return app;
}

function addRoutes(app: App, options: Told): void {
  const { store, now, log, metrics, stop = never(), stopping = stop, heartbeat = DEFAULT_HEARTBEAT } = options;
  const { authenticate = signatures({ store, now, hosts: options.hosts }), corsOrigins = [] } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const bodyLimit = { bytes: options.bodyLimit ?? DEFAULT_BODY_LIMIT, pace: limits };
  const rates = new RateLimits(limits, (by) => metrics.rateLimited(by));
  const streams = new OpenStreams(limits.streamsPerAccount, metrics);
  const { chunkGrace = CHUNK_GRACE } = options;
  const pruning = { ...DEFAULT_PRUNING, ...options.pruning };
  const effects = allEffects({ now, quota: { ...DEFAULT_QUOTA, ...options.quota }, chunkGrace, pruning });
  const shared = { ...effects, store, bodyLimit, metrics };
  if (corsOrigins.length > 0) app.use('/v1/*', crossOrigin(corsOrigins));
  app.use(limitAddress(rates));
  app.on('PUT', DEVICE_PATH, limitRegistrations(rates));
  app.route('/', openApiRoutes());
  app.use('/v1/*', authenticated(authenticate), limitAccount(rates));
  app.route('/', deviceRoutes({ store, now, bodyLimit }));
  app.route('/', epochRoutes({ store, now, bodyLimit }));
  app.route('/', entriesRoutes({ ...shared, seen: noteSeen({ store, now, every: pruning.every / 24 }) }));
  app.route('/', partsRoutes(shared));
  app.route('/', chunksRoutes(shared));
  app.route('/', spaceRoutes(shared));
  app.route('/', channelRoutes(shared));
  app.route('/', liveRoutes({ store, authenticate, heartbeat, stop, streams, slowAfter: limits.slowAfter }));
  app.route('/', batchRoutes({ store, bodyLimit, log, metrics, routes: Object.values(effects) }));
  app.all('/v1/*', notFound);
  app.route('/', healthRoutes({ store, stopping }));
  if (options.appDirectory !== undefined) app.get('*', appFiles(options.appDirectory));
}

async function answer(app: App, request: Request, exchange: Exchange, log: ExchangeLog): Promise<Response> {
  try {
    return await app.fetch(request, { exchange });
  } catch (error) {
    return responseOf(answerError(error, log));
  }
}

function never(): AbortSignal {
  return new AbortController().signal;
}

import { Hono } from 'hono';
import { appFiles } from '../app-files/app-files.ts';
import { batchRoutes } from '../batch/batch-routes.ts';
import { deviceRoutes } from '../devices/device-routes.ts';
import { entriesRoutes } from '../entries/entries-routes.ts';
import { removeEntries } from '../entries/remove-entries.ts';
import { saveEntries } from '../entries/save-entries.ts';
import { type ApiEnvironment, type Authenticate, authenticated } from '../identity/authenticate.ts';
import { signatures } from '../identity/signature/signatures.ts';
import { liveRoutes } from '../live/live-routes.ts';
import { partsRoutes } from '../parts/parts-routes.ts';
import { putPart } from '../parts/put-part.ts';
import type { Store } from '../store/store.ts';
import { responseOf } from './answer.ts';
import { answerError } from './answer-error.ts';
import { createLogger, type Logger } from './logger.ts';
import { methodNotAllowed, notFound } from './methods.ts';
import { DEFAULT_BODY_LIMIT } from './request-body.ts';
import { secure } from './security-headers.ts';

const DEFAULT_HEARTBEAT = 20_000;

/** A web-standard server: it needs no port, and it never rejects. */
export type Handler = (request: Request) => Promise<Response>;

export interface HandlerOptions {
  readonly store: Store;
  /** Who may do what; requests signed by the account's devices unless told (`bearerTokens` takes an app's own tokens). */
  readonly authenticate?: Authenticate;
  /** The hosts that a signature may be meant for, each with its port where that is not the usual one; any unless told. */
  readonly hosts?: readonly string[] | undefined;
  /** The built app. Without it only `/v1` and `/healthz` are answered. */
  readonly appDirectory?: string | undefined;
  /** Bytes, 4 MiB unless told. */
  readonly bodyLimit?: number;
  /** Milliseconds after which a live stream on which nothing happens says that it lives; 20,000 unless told. */
  readonly heartbeat?: number;
  /** Ends what would stay open by itself: the live streams. */
  readonly stop?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Standard error unless told. */
  readonly log?: Logger;
}

/** @throws when `appDirectory` does not exist. */
export function createHandler(options: HandlerOptions): Handler {
  const { store, bodyLimit = DEFAULT_BODY_LIMIT, now = Date.now } = options;
  const { heartbeat = DEFAULT_HEARTBEAT, stop = new AbortController().signal } = options;
  const { log = createLogger((text) => process.stderr.write(text), now) } = options;
  const { authenticate = signatures({ store, now, hosts: options.hosts }) } = options;
  const app = new Hono<ApiEnvironment>();
  app.onError((error) => responseOf(answerError(error, log)));
  app.notFound(notFound);
  const [save, remove, put] = [saveEntries(now), removeEntries(now), putPart(now)];
  app.use('/v1/*', authenticated(authenticate));
  app.route('/', deviceRoutes({ store, now }));
  app.route('/', entriesRoutes({ store, bodyLimit, save, remove }));
  app.route('/', partsRoutes({ store, bodyLimit, put }));
  app.route('/', liveRoutes({ store, heartbeat, stop }));
  app.route('/', batchRoutes({ store, bodyLimit, log, routes: [save, remove, put] }));
  app.all('/v1/*', notFound);
  app.route('/', healthRoutes(store));
  if (options.appDirectory !== undefined) app.get('*', appFiles(options.appDirectory));
  return async (request) => secure(await answer(app, request, log));
}

async function answer(app: Hono<ApiEnvironment>, request: Request, log: Logger): Promise<Response> {
  try {
    return await app.fetch(request);
  } catch (error) {
    return responseOf(answerError(error, log));
  }
}

function healthRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.get('/healthz', async (context) => {
    await store.check();
    return context.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' });
  });
  routes.all('/healthz', methodNotAllowed('GET, HEAD'));
  return routes;
}

import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { ApiContext, ApiEnvironment } from '../identity/authenticate.ts';
import { isStillKnown, permit } from '../identity/permit.ts';
import type { Principal } from '../identity/principal.ts';
import type { Store } from '../store/store.ts';
import { devicesTopic, entriesTopic } from '../store/topics.ts';
import { NewestCursor } from './newest-cursor.ts';

export interface LiveOptions {
  readonly store: Store;
  /** Milliseconds of silence after which a comment keeps the connection from being taken for dead. */
  readonly heartbeat: number;
  /** Ends every stream, and those that are still asked for at once. */
  readonly stop: AbortSignal;
}

const PATH = '/v1/accounts/:account/live';

export function liveRoutes({ store, heartbeat, stop }: LiveOptions): Hono<ApiEnvironment> {
  // One listener for all: Node warns of a signal that has many.
  const streams = new Set<SSEStreamingApi>();
  const endAll = () => {
    for (const stream of streams) stream.abort();
  };
  stop.addEventListener('abort', endAll, { once: true });
  const refuseMethod = methodNotAllowed('GET');
  const routes = new Hono<ApiEnvironment>();
  routes.get(PATH, async (context, next) => {
    // To Hono a HEAD is a GET of which nobody reads the body: its stream would stay open for good.
    if (context.req.method === 'HEAD') return await refuseMethod(context, next);
    const account = parseAccount(context.req.param('account'));
    const { principal } = context.get('identity');
    permit(principal, account);
    const live = await follow(store, principal, lastEventId(context));
    return streamLive(context, async (stream) => {
      streams.add(stream);
      stream.onAbort(() => live.cursor.end());
      if (stop.aborted) stream.abort();
      await tell(stream, live.cursor, heartbeat);
      live.leave();
      streams.delete(stream);
    });
  });
  routes.all(PATH, refuseMethod);
  return routes;
}

interface Live {
  readonly cursor: NewestCursor;
  leave(): void;
}

/** Listens before it looks, so that no change falls between the two. Ends for a device that is revoked. */
async function follow(store: Store, principal: Principal, told: number | undefined): Promise<Live> {
  const { account } = principal;
  const cursor = new NewestCursor(told);
  const endUnlessKnown = async () => {
    const isKnown = await isStillKnown(principal, store).catch(() => false);
    if (!isKnown) cursor.end();
  };
  const leaves = [
    store.watch(entriesTopic(account), (changed) => cursor.hear(changed)),
    ...(principal.kind === 'device' ? [store.watch(devicesTopic(account), () => void endUnlessKnown())] : []),
  ];
  const leave = () => {
    for (const one of leaves) one();
  };
  try {
    cursor.hear(await store.cursorOf(account));
    await endUnlessKnown();
    return { cursor, leave };
  } catch (error) {
    leave();
    throw error;
  }
}

/** The cursor that a client who lost its connection has heard last. */
function lastEventId({ req }: ApiContext): number | undefined {
  const id = req.header('Last-Event-ID') ?? '';
  return /^\d{1,16}$/.test(id) ? Number(id) : undefined;
}

function streamLive(context: ApiContext, work: (stream: SSEStreamingApi) => Promise<void>): Response {
  const response = streamSSE(context, work);
  response.headers.set('Cache-Control', 'no-store');
  response.headers.set('X-Accel-Buffering', 'no');
  return response;
}

/** Never rejects: a stream whose reader has gone takes what is written, and drops it. */
async function tell(stream: SSEStreamingApi, newest: NewestCursor, heartbeat: number): Promise<void> {
  for (let step = await newest.next(heartbeat); step.kind !== 'ended'; step = await newest.next(heartbeat)) {
    if (step.kind === 'quiet') await stream.write(':\n\n');
    else
      await stream.writeSSE({
        id: String(step.cursor),
        event: 'cursor',
        data: JSON.stringify({ cursor: step.cursor }),
      });
  }
}

import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { ApiContext, ApiEnvironment, Authenticate } from '../identity/authenticate.ts';
import { isStillKnown, permit } from '../identity/permit.ts';
import type { Principal } from '../identity/principal.ts';
import type { OpenStreams } from '../limits/open-streams.ts';
import type { Store } from '../store/store.ts';
import { devicesTopic, entriesTopic } from '../store/topics.ts';
import { FollowedSpaces } from './followed-spaces.ts';
import { type LiveEvent, LiveFeed, type LiveStep } from './live-feed.ts';

export interface LiveOptions {
  readonly store: Store;
  /** Asked again at every heartbeat where a token says who asks: it may have expired. */
  readonly authenticate: Authenticate;
  /** Milliseconds of silence after which a comment keeps the connection from being taken for dead. */
  readonly heartbeat: number;
  /** Ends every stream, and those that are still asked for at once. */
  readonly stop: AbortSignal;
  readonly streams: OpenStreams;
  /** Milliseconds after which a reader who takes nothing is let go. */
  readonly slowAfter: number;
}

export const LIVE_PATH = '/v1/accounts/:account/live';

export function liveRoutes(options: LiveOptions): Hono<ApiEnvironment> {
  const { stop } = options;
  const followed = new FollowedSpaces(options.store);
  // One listener for all: Node warns of a signal that has many.
  const streams = new Set<SSEStreamingApi>();
  const endAll = () => {
    for (const stream of streams) stream.abort();
  };
  stop.addEventListener('abort', endAll, { once: true });
  const refuseMethod = methodNotAllowed('GET');
  const routes = new Hono<ApiEnvironment>();
  routes.get(LIVE_PATH, async (context, next) => {
    // To Hono a HEAD is a GET of which nobody reads the body: its stream would stay open for good.
    if (context.req.method === 'HEAD') return await refuseMethod(context, next);
    const account = parseAccount(context.req.param('account'));
    const { principal } = context.get('identity');
    permit(principal, account);
    const live = await follow({ ...options, followed }, principal, lastEventId(context));
    const isPermitted = principal.kind === 'token' ? () => isStillValid(context.req.raw, principal, options) : always;
    return streamLive(context, async (stream) => {
      streams.add(stream);
      stream.onAbort(() => live.feed.end());
      if (stop.aborted) stream.abort();
      await tell(stream, live.feed, { ...options, isPermitted });
      live.leave();
      streams.delete(stream);
    });
  });
  routes.all(LIVE_PATH, refuseMethod);
  return routes;
}

interface FollowOptions extends LiveOptions {
  readonly followed: FollowedSpaces;
}

interface Live {
  readonly feed: LiveFeed;
  leave(): void;
}

/** Listens before it looks, so that no change falls between the two. Ends for a device that is revoked. @throws Refusal */
async function follow(
  { store, streams, followed }: FollowOptions,
  principal: Principal,
  told: number | undefined,
): Promise<Live> {
  const { account } = principal;
  const endUnlessKnown = async () => {
    const isKnown = await isStillKnown(principal, store).catch(() => false);
    if (!isKnown) feed.end();
  };
  const close = streams.open(account);
  const feed = new LiveFeed({ store, followed, account, told });
  const leaves = [
    close,
    () => feed.end(),
    store.watch(entriesTopic(account), (changed) => feed.hear(changed)),
    ...(principal.kind === 'device' ? [store.watch(devicesTopic(account), () => void endUnlessKnown())] : []),
  ];
  const leave = () => {
    for (const one of leaves) one();
  };
  try {
    feed.hear(await store.cursorOf(account));
    await endUnlessKnown();
    return { feed, leave };
  } catch (error) {
    leave();
    throw error;
  }
}

/** Whether the token of the request stands for the same account still. One that nothing is found out about does not. */
async function isStillValid(request: Request, { account }: Principal, { authenticate }: LiveOptions): Promise<boolean> {
  try {
    const { principal } = await authenticate(request);
    return principal.kind === 'token' && principal.account === account;
  } catch {
    return false;
  }
}

const always = async () => true;

/** The cursor that a client who lost its connection has heard last. */
function lastEventId({ req }: ApiContext): number | undefined {
  const id = req.header('Last-Event-ID') ?? '';
  return /^\d{1,16}$/.test(id) ? Number(id) : undefined;
}

function streamLive(context: ApiContext, work: (stream: SSEStreamingApi) => Promise<void>): Response {
  const response = streamSSE(context, work);
  response.headers.set('Cache-Control', 'no-store');
  response.headers.set('X-Accel-Buffering', 'no');
  // They are about one connection of HTTP/1.1, and HTTP/2 forbids them.
  for (const name of ['Connection', 'Transfer-Encoding']) {
    response.headers.delete(name);
    context.header(name); // Where headers were set before, Hono adds these to them, and them to the response.
  }
  return response;
}

interface Told extends Pick<LiveOptions, 'heartbeat' | 'slowAfter'> {
  /** Whether the reader may still be told anything. Never rejects. */
  readonly isPermitted: () => Promise<boolean>;
}

/**
 * Never rejects: a stream whose reader has gone takes what is written, and drops it. One who is there and reads nothing is left, and
 * so is one who may not read any more: nothing is told later than a heartbeat after he was last looked at.
 */
async function tell(stream: SSEStreamingApi, feed: LiveFeed, told: Told): Promise<void> {
  const { heartbeat, slowAfter, isPermitted } = told;
  let lookedAt = performance.now();
  for (let step = await feed.next(heartbeat); step.kind !== 'ended'; step = await feed.next(heartbeat)) {
    if (step.kind === 'quiet' || performance.now() - lookedAt >= heartbeat) {
      if (!(await isTrue(isPermitted(), slowAfter))) return;
      lookedAt = performance.now();
    }
    const written = stream.write(textOf(step)).then(() => true);
    if (!(await isTrue(written, slowAfter))) stream.abort();
  }
}

function textOf(step: Exclude<LiveStep, { kind: 'ended' }>): string {
  return step.kind === 'quiet' ? ':\n\n' : step.events.map(eventText).join('');
}

/** Only the account's own cursor is an id: it is what a reader who comes back says that he has heard last. */
function eventText({ kind, ...data }: LiveEvent): string {
  const id = kind === 'cursor' && 'cursor' in data ? `id: ${data.cursor}\n` : '';
  return `event: ${kind}\ndata: ${JSON.stringify(data)}\n${id}\n`;
}

/** Whether it is found to be so within so many milliseconds. */
async function isTrue(work: Promise<boolean>, within: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), within);
  });
  const isSo = await Promise.race([work, late]);
  clearTimeout(timer);
  return isSo;
}

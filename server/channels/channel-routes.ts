import { Hono } from 'hono';
import {
  type AccountId,
  CBOR,
  encodeMessagesPage,
  MESSAGE_BYTES,
  type MessagesPage,
  type SpaceId,
} from '../../src/protocol/index.ts';
import { answerAlone, type EffectOptions } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { responseOf } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import type { ApiContext, ApiEnvironment } from '../identity/authenticate.ts';
import { permit } from '../identity/permit.ts';
import { parseSpace } from '../spaces/parameters.ts';
import { notAMember } from '../spaces/space-refusals.ts';
import type { ChannelPlace } from '../store/space-store.ts';
import type { Store } from '../store/store.ts';
import { MESSAGE_PATH, MESSAGES_PATH, parseChannel } from './message-request.ts';
import { type MessagesQuery, parseMessagesQuery } from './messages-query.ts';

export interface ChannelOptions extends EffectOptions {
  readonly send: EffectRoute;
  readonly unsend: EffectRoute;
}

export function channelRoutes({ send, unsend, ...rest }: ChannelOptions): Hono<ApiEnvironment> {
  const options = { ...rest, bodyLimit: { ...rest.bodyLimit, bytes: Math.min(MESSAGE_BYTES, rest.bodyLimit.bytes) } };
  const routes = new Hono<ApiEnvironment>();
  routes.get(MESSAGES_PATH, (context) => readMessages(context, rest.store));
  routes.all(MESSAGES_PATH, methodNotAllowed('GET, HEAD'));
  routes.put(MESSAGE_PATH, answerAlone(send, options));
  routes.delete(MESSAGE_PATH, answerAlone(unsend, options));
  routes.all(MESSAGE_PATH, methodNotAllowed('PUT, DELETE'));
  return routes;
}

async function readMessages(context: ApiContext, store: Store): Promise<Response> {
  const { req } = context;
  const { principal } = context.get('identity');
  permit(principal, principal.account);
  const place = { space: parseSpace(req.param('space')), channel: parseChannel(req.param('channel')) };
  const query = parseMessagesQuery(new URL(req.url).searchParams);
  const page = await readAsMember(store, principal.account, place, query);
  return responseOf(answerKept({ status: 200, contentType: CBOR, body: encodeMessagesPage(page) }));
}

/**
 * Who is removed while the page is read does not get it: it may hold what was sent after that.
 * @throws Refusal `not-a-member`
 */
async function readAsMember(store: Store, account: AccountId, place: ChannelPlace, query: MessagesQuery) {
  const until = await cursorFor(store, account, place.space);
  const page = await readPage(store, place, query, until);
  await cursorFor(store, account, place.space);
  return page;
}

/** The space's cursor, for a member. @throws Refusal `not-a-member` */
async function cursorFor(store: Store, account: AccountId, space: SpaceId): Promise<number> {
  const [joined] = await store.spaces.listOf(account, [space]);
  if (joined === undefined) throw notAMember();
  return joined.cursor;
}

function readPage(store: Store, place: ChannelPlace, query: MessagesQuery, until: number): Promise<MessagesPage> {
  const { entries, bytes } = query;
  return query.kind === 'changes'
    ? store.spaces.changesIn(place, { since: query.since, until, entries, bytes })
    : store.spaces.historyOf(place, { before: query.before, entries, bytes });
}

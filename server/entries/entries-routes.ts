import { Hono } from 'hono';
import { CBOR, encodeEntriesPage } from '../../src/protocol/index.ts';
import type { Seen } from '../devices/note-seen.ts';
import { answerAlone, type EffectOptions } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { responseOf } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { ApiContext, ApiEnvironment } from '../identity/authenticate.ts';
import { permit } from '../identity/permit.ts';
import type { Store } from '../store/store.ts';
import { ENTRIES_PATH } from './entries-path.ts';
import { parsePageQuery } from './page-query.ts';
import { readPage } from './read-page.ts';

export interface EntriesOptions extends EffectOptions {
  readonly save: EffectRoute;
  readonly remove: EffectRoute;
  readonly seen: Seen;
}

export function entriesRoutes({ save, remove, seen, ...options }: EntriesOptions): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get(ENTRIES_PATH, (context) => readEntries(context, options.store, seen));
  routes.patch(ENTRIES_PATH, answerAlone(save, options));
  routes.delete(ENTRIES_PATH, answerAlone(remove, options));
  routes.all(ENTRIES_PATH, methodNotAllowed('GET, HEAD, PATCH, DELETE'));
  return routes;
}

async function readEntries(context: ApiContext, store: Store, seen: Seen): Promise<Response> {
  const { req } = context;
  const account = parseAccount(req.param('account'));
  const { principal } = context.get('identity');
  permit(principal, account);
  const query = parsePageQuery(new URL(req.url).searchParams);
  const page = await readPage(store, account, query);
  seen(principal, query.bounds.since);
  return responseOf(answerKept({ status: 200, contentType: CBOR, body: encodeEntriesPage(page) }));
}

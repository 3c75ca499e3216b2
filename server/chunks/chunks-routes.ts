import { Hono } from 'hono';
import { CBOR, encodeChunks } from '../../src/protocol/index.ts';
import { answerAlone, type EffectOptions } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { responseOf } from '../handler/answer.ts';
import { answerKept } from '../handler/answer-kept.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { ApiContext, ApiEnvironment } from '../identity/authenticate.ts';
import { permit } from '../identity/permit.ts';
import type { Store } from '../store/store.ts';
import { CHUNKS_PATH } from './chunks-path.ts';
import { parseChunksQuery } from './chunks-query.ts';

export interface ChunksOptions extends EffectOptions {
  readonly keep: EffectRoute;
}

export function chunksRoutes({ keep, ...options }: ChunksOptions): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get(CHUNKS_PATH, (context) => readChunks(context, options.store));
  routes.put(CHUNKS_PATH, answerAlone(keep, options));
  routes.all(CHUNKS_PATH, methodNotAllowed('GET, HEAD, PUT'));
  return routes;
}

async function readChunks(context: ApiContext, store: Store): Promise<Response> {
  const { req } = context;
  const account = parseAccount(req.param('account'));
  permit(context.get('identity').principal, account);
  const chunks = await store.findChunks(account, parseChunksQuery(new URL(req.url).searchParams));
  return responseOf(answerKept({ status: 200, contentType: CBOR, body: encodeChunks(chunks) }));
}

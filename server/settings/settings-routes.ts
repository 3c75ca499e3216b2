import { type Context, Hono } from 'hono';
import { answerAlone } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { responseOf } from '../handler/answer.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import type { Store } from '../store/store.ts';
import { encodePage } from './answer-body.ts';
import { answerMedia } from './answer-media.ts';
import { answerSettings } from './answer-settings.ts';
import { parsePageQuery } from './page-query.ts';
import { parseAccount } from './parse-account.ts';

export interface SettingsOptions {
  readonly store: Store;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly save: EffectRoute;
}

export function settingsRoutes({ store, bodyLimit, save }: SettingsOptions): Hono {
  const routes = new Hono();
  routes.get(save.path, (context) => readSettings(context, store));
  routes.patch(save.path, answerAlone(save, { store, bodyLimit }));
  routes.all(save.path, methodNotAllowed('GET, HEAD, PATCH'));
  return routes;
}

async function readSettings({ req }: Context, store: Store): Promise<Response> {
  const account = parseAccount(req.param('account'));
  const page = await store.changes(account, parsePageQuery(new URL(req.url).searchParams));
  const contentType = answerMedia(req.raw.headers);
  return responseOf(answerSettings({ status: 200, contentType, body: encodePage(contentType, page) }));
}

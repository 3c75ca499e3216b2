import type { Handler } from 'hono';
import { responseOf } from '../handler/answer.ts';
import { readBody } from '../handler/request-body.ts';
import type { Store } from '../store/store.ts';
import type { EffectRoute } from './effect-route.ts';

export interface EffectOptions {
  readonly store: Store;
  /** Bytes. */
  readonly bodyLimit: number;
}

/** Answers a request that came by itself: in a transaction of its own. */
export function answerAlone(route: EffectRoute, { store, bodyLimit }: EffectOptions): Handler {
  return async ({ req }) => {
    const { method, path, raw } = req;
    const body = await readBody(raw, bodyLimit);
    const effect = route.prepare({ method, path, parameters: req.param(), headers: raw.headers, body });
    return responseOf(await store.transact(effect.account, (transaction) => effect.run(transaction)));
  };
}

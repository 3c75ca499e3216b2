import { responseOf } from '../handler/answer.ts';
import type { BodyLimit } from '../handler/request-body.ts';
import { type ApiContext, readMeantBody } from '../identity/authenticate.ts';
import { permit, permitStill } from '../identity/permit.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { outcomeOf } from '../metrics/outcome.ts';
import type { Store } from '../store/store.ts';
import type { EffectRoute } from './effect-route.ts';

export interface EffectOptions {
  readonly store: Store;
  readonly bodyLimit: BodyLimit;
  readonly metrics: Metrics;
}

/** Answers a request that came by itself: in a transaction of its own. */
export function answerAlone(route: EffectRoute, { store, bodyLimit, metrics }: EffectOptions) {
  return async (context: ApiContext): Promise<Response> => {
    const { method, path, raw } = context.req;
    const { principal } = context.get('identity');
    const parameters = context.req.param();
    const account = route.accountOf(parameters, principal);
    permit(principal, account);
    const body = await readMeantBody(context, bodyLimit);
    const effect = route.prepare({ principal, account, method, path, parameters, headers: raw.headers, body });
    const answer = await store.transact(effect.account, async (transaction) => {
      await permitStill(principal, transaction);
      return await effect.run(transaction);
    });
    metrics.effect(outcomeOf(answer));
    return responseOf(answer);
  };
}

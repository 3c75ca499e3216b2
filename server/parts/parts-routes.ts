import { Hono } from 'hono';
import { answerAlone, type EffectOptions } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import type { ApiEnvironment } from '../identity/authenticate.ts';

export interface PartsOptions extends EffectOptions {
  readonly put: EffectRoute;
}

export function partsRoutes({ put, ...options }: PartsOptions): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.put(put.path, answerAlone(put, options));
  routes.all(put.path, methodNotAllowed('PUT'));
  return routes;
}

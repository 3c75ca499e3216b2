import { Hono } from 'hono';
import { answerAlone, type EffectOptions } from '../effect/answer-alone.ts';
import type { EffectRoute } from '../effect/effect-route.ts';
import { methodNotAllowed } from '../handler/methods.ts';

export interface PartsOptions extends EffectOptions {
  readonly put: EffectRoute;
}

export function partsRoutes({ put, ...options }: PartsOptions): Hono {
  const routes = new Hono();
  routes.put(put.path, answerAlone(put, options));
  routes.all(put.path, methodNotAllowed('PUT'));
  return routes;
}

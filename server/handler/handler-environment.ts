import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Exchange } from '../exchange/exchange.ts';
import type { ApiEnvironment } from '../identity/authenticate.ts';
import type { RateLimits } from '../limits/rate-limits.ts';

/** What the handler's own steps can rely on, before those of a route. */
export type HandlerEnvironment = ApiEnvironment & { Bindings: { exchange: Exchange } };

type Step = MiddlewareHandler<HandlerEnvironment>;

/** Notes which route has answered. Comes first. */
export const noteRoute: Step = async (context, next) => {
  await next();
  context.env.exchange.route = routePath(context).replace(/^\/\*$/, '*');
};

export function limitAddress(rates: RateLimits): Step {
  return async (context, next) => {
    await rates.address(context.env.exchange.address);
    await next();
  };
}

export function limitRegistrations(rates: RateLimits): Step {
  return async (context, next) => {
    await rates.registration(context.env.exchange.address);
    await next();
  };
}

/** Comes after it is certain who asks. */
export function limitAccount(rates: RateLimits): Step {
  return async (context, next) => {
    const { account } = context.get('identity').principal;
    context.env.exchange.account = account;
    await rates.account(account);
    await next();
  };
}

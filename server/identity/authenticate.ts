import type { Context, MiddlewareHandler } from 'hono';
import { type BodyLimit, readBody } from '../handler/request-body.ts';
import type { Principal } from './principal.ts';

/** Who asks, and how to tell whether the body that comes later is the one that was meant. */
export interface Identity {
  readonly principal: Principal;
  /** @throws Refusal for a body that the proof is not about. */
  readonly checkBody: (body: Uint8Array) => void;
}

/**
 * Finds out who asks, by the head of the request alone: nothing is read of a body before.
 * @throws Refusal when it is nobody who is known.
 */
export type Authenticate = (request: Request) => Promise<Identity>;

/** What every route under `/v1` can rely on. */
export interface ApiEnvironment {
  Variables: { identity: Identity };
}

export type ApiContext = Context<ApiEnvironment>;

/** Lets in who is known, and remembers who that is. */
export function authenticated(authenticate: Authenticate): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    context.set('identity', await authenticate(context.req.raw));
    await next();
  };
}

/** The whole body, at most `limit` bytes of it, if it is the one that was meant. @throws Refusal, or MalformedBodyError */
export async function readMeantBody(context: ApiContext, limit: BodyLimit): Promise<Uint8Array> {
  const body = await readBody(context.req.raw, limit);
  context.get('identity').checkBody(body);
  return body;
}

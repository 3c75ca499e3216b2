import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { IDEMPOTENCY_KEY } from '../../src/protocol/index.ts';

const DAY_IN_SECONDS = 86_400;

const SENT = [
  'Authorization',
  'Content-Digest',
  'Content-Type',
  IDEMPOTENCY_KEY,
  'Last-Event-ID',
  'Signature',
  'Signature-Input',
];

const READ = [
  'Accept-Signature',
  'Date',
  'ETag',
  'Idempotent-Replayed',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];

/**
 * Lets the pages of these origins use the API, and no others. Cookies are never part of that: who asks is in the request itself.
 * It has to come before all that may refuse, so that a page can read why.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: SENT,
    exposeHeaders: READ,
    maxAge: DAY_IN_SECONDS,
  });
}

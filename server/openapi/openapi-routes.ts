import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { JSON_MEDIA } from '../../src/protocol/index.ts';
import { responseOf } from '../handler/answer.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { openApiDocument } from './document.ts';
import { OPENAPI_PATH } from './openapi-description.ts';
import { RESOURCES } from './resources.ts';

/** Whoever has it asks again before he uses it: another version of the server may have another one. */
const CACHING = 'public, no-cache';

/** What the server understands, for everybody. The document is made when it is asked for first. */
export function openApiRoutes(): Hono {
  let made: Made | undefined;
  const routes = new Hono();
  routes.get(OPENAPI_PATH, ({ req }) => {
    made ??= makeDocument();
    const headers = { 'Cache-Control': CACHING, ETag: made.etag };
    const isThere = tagsIn(req.header('If-None-Match')).some((tag) => tag === made?.etag || tag === '*');
    if (isThere) return responseOf({ status: 304, headers, body: new Uint8Array() });
    return responseOf({ status: 200, headers: { ...headers, 'Content-Type': JSON_MEDIA }, body: made.body });
  });
  routes.all(OPENAPI_PATH, methodNotAllowed('GET, HEAD'));
  return routes;
}

interface Made {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

function makeDocument(): Made {
  const body = new TextEncoder().encode(JSON.stringify(openApiDocument(RESOURCES)));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

/** Compared weakly (RFC 9110, section 13.1.2): what compresses on the way makes a tag weak. */
function tagsIn(field = ''): string[] {
  return field.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}

import type { Handler } from '../../handler/create-handler.ts';
import { openApiDocument } from '../../openapi/document.ts';
import { RESOURCES } from '../../openapi/resources.ts';
import { batchedExchanges } from './batched-exchanges.ts';
import { type Answered, type Asked, ExchangeCheck } from './exchange-check.ts';

let check: ExchangeCheck | undefined;

/**
 * The same handler, of which every exchange is held against the document of OpenAPI. Where one differs, it rejects with an error
 * that says which, and how. A live stream is looked at by its head alone.
 */
export function described(handler: Handler): Handler {
  check ??= new ExchangeCheck(openApiDocument(RESOURCES));
  const held = check;
  return async (request, connection) => {
    const asked = await askedBy(request);
    const response = await handler(request, connection);
    const answered = await answeredBy(request, response);
    held.check(asked, answered);
    for (const item of batchedExchanges(asked, answered)) held.check(...item);
    return response;
  };
}

async function askedBy(request: Request): Promise<Asked> {
  const { method, url, headers } = request;
  const path = new URL(url).pathname;
  const body = isInMemory(request) ? new Uint8Array(await request.clone().arrayBuffer()) : undefined;
  return { kind: 'alone', method, path, headers: new Headers(headers), body };
}

/** Of a stream of a test's own a copy would be read faster than the handler reads it. Node makes a stream of bytes of all else. */
function isInMemory({ body }: Request): boolean {
  try {
    body?.getReader({ mode: 'byob' }).releaseLock();
    return body !== null;
  } catch {
    return false;
  }
}

async function answeredBy({ method }: Request, response: Response): Promise<Answered> {
  const { status, headers } = response;
  const isWhole = method !== 'HEAD' && !headers.get('Content-Type')?.startsWith('text/event-stream');
  const body = isWhole ? new Uint8Array(await response.clone().arrayBuffer()) : undefined;
  return { status, headers: new Headers(headers), body };
}

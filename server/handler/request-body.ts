import { MalformedBodyError } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from './refusal.ts';

export const DEFAULT_BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The whole body, of which never more than `limit` bytes and one chunk are held.
 * @throws Refusal `body-too-large`
 * @throws MalformedBodyError when the client goes away before the end.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let result = await reader.read(); !result.done; result = await reader.read()) yield result.value;
  } catch (cause) {
    throw new MalformedBodyError('The body ended before it was whole.', { cause });
  } finally {
    reader.releaseLock();
  }
}

function tooLarge(limit: number): Refusal {
  return refuse('body-too-large', 413, 'The body is too large.', `At most ${limit} bytes are taken. Send it in parts.`);
}

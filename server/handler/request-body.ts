import { BodyPace, type Pace } from './body-pace.ts';
import { type Refusal, refuse } from './refusal.ts';

export const DEFAULT_BODY_LIMIT = 4 * 1024 * 1024;

export interface BodyLimit {
  readonly bytes: number;
  readonly pace: Pace;
}

/**
 * The whole body, of which never more than its limit and one chunk are held.
 * @throws Refusal `body-too-large`, or `body-too-slow`
 * @throws MalformedBodyError when the client goes away before the end.
 */
export async function readBody(request: Request, { bytes, pace }: BodyLimit): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length') ?? 0) > bytes) throw tooLarge(bytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(request, new BodyPace(pace))) {
    size += chunk.byteLength;
    if (size > bytes) throw tooLarge(bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* chunksOf(request: Request, pace: BodyPace): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let chunk = await pace.next(reader); chunk !== undefined; chunk = await pace.next(reader)) yield chunk;
  } finally {
    pace.end();
    reader.releaseLock();
  }
}

function tooLarge(limit: number): Refusal {
  return refuse('body-too-large', 413, 'The body is too large.', `At most ${limit} bytes are taken. Send it in parts.`);
}

import { joinBytes } from '../value/join-bytes.ts';
import { nextTask } from './next-task.ts';

/** Bytes of deflated input at a time. Deflate makes at most 1,032 bytes of one (zlib), so that a bomb is noticed in time. */
const SLICE = 4 * 1024;
/** Bytes between two moments for other tasks: deflating 1 MB in one took a page 90 ms (Chromium 156). */
const STRETCH = 64 * 1024;

/** DEFLATE (RFC 1951), without a header. Different browsers make different bytes of the same. */
export function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return collect(inSlices(bytes).pipeThrough(new CompressionStream('deflate-raw')), Number.POSITIVE_INFINITY);
}

/** @throws RangeError for more than `limit` bytes, as soon as there are more; another Error for bytes that are no DEFLATE. */
export function inflate(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  return collect(inSlices(bytes).pipeThrough(new DecompressionStream('deflate-raw')), limit);
}

/** A slice is read when the one before has gone through: browsers inflate all that they are given at once. */
function inSlices(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      if (at >= bytes.length) return controller.close();
      if (at > 0 && at % STRETCH === 0) await nextTask();
      controller.enqueue(bytes.slice(at, at + SLICE));
      at += SLICE;
    },
  });
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length > limit) await stop(reader, limit);
  }
  return joinBytes(chunks);
}

async function stop(reader: ReadableStreamDefaultReader, limit: number): Promise<never> {
  const tooMany = new RangeError(`This inflates to more than ${limit} bytes.`);
  await reader.cancel(tooMany).catch(() => undefined);
  throw tooMany;
}

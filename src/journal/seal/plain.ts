import * as v from 'valibot';
import { type ChunkId, type Clock, clockFromBytes, clockToBytes } from '../../protocol/index.ts';
import { decodeValue, encodeValue } from '../value/value-codec.ts';
import { type Manifest, manifestSchema, positional } from './manifest.ts';

/** An entry as its own devices see it. */
export interface Plain {
  readonly collection: string;
  readonly key: string;
  readonly isTombstone: boolean;
  /** Bytes of `encodeValue`, or where they are; empty for a tombstone. */
  readonly content: Uint8Array<ArrayBuffer> | Manifest;
  /** Names the codec that made the encoded value of the one that the app knows, where there is one. */
  readonly codec?: string;
  /** The newest clock of each device whose versions of this entry were known to whoever wrote this one; empty for none. */
  readonly seen: readonly Clock[];
}

const CLOCK_BYTES = 16;

const bytesSchema = v.instance(Uint8Array<ArrayBuffer>);
const clocksSchema = v.pipe(
  bytesSchema,
  v.check(({ length }) => length % CLOCK_BYTES === 0),
);

const bodySchema = v.strictTuple([
  v.string(),
  v.string(),
  v.union([bytesSchema, manifestSchema]),
  v.optional(clocksSchema, new Uint8Array()),
  v.optional(v.string()),
]);

/**
 * Positional CBOR: `[collection, key, content]`, the clocks that were seen, 16 bytes each, if there are any or there is a codec,
 * and the codec's name if there is one. A content in chunks is a manifest.
 * @throws JournalError `invalid-value` for a name that is no well-formed text.
 */
export function encodeBody({ collection, key, content, seen, codec }: Plain): Uint8Array<ArrayBuffer> {
  const clocks = Uint8Array.from(seen.flatMap((clock) => [...clockToBytes(clock)]));
  const held = content instanceof Uint8Array ? content : positional(content);
  const more = codec === undefined ? (clocks.length === 0 ? [] : [clocks]) : [clocks, codec];
  return encodeValue([collection, key, held, ...more]);
}

/** @throws JournalError, ValiError for bytes that `encodeBody` does not make. */
export function decodeBody(body: Uint8Array, isTombstone: boolean): Plain {
  const [collection, key, content, clocks, codec] = v.parse(bodySchema, decodeValue(body));
  const starts = Array.from({ length: clocks.length / CLOCK_BYTES }, (_, place) => place * CLOCK_BYTES);
  const seen = starts.map((start) => clockFromBytes(clocks.subarray(start, start + CLOCK_BYTES)));
  return { collection, key, isTombstone, content, seen, ...(codec === undefined ? {} : { codec }) };
}

/** What stands in sight beside the sealed bytes: the lists of a content in chunks, each once. */
export function chunksIn({ content }: Plain): readonly ChunkId[] | undefined {
  return content instanceof Uint8Array ? undefined : [...new Set(content.lists)];
}

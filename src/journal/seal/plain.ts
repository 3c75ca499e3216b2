import * as v from 'valibot';
import { type Clock, clockFromBytes, clockToBytes } from '../../protocol/index.ts';
import { decodeValue, encodeValue } from '../value/value-codec.ts';

/** An entry as its own devices see it. */
export interface Plain {
  readonly collection: string;
  readonly key: string;
  readonly isTombstone: boolean;
  /** Bytes of `encodeValue`; empty for a tombstone. */
  readonly content: Uint8Array;
  /** The newest clock of each device whose versions of this entry were known to whoever wrote this one; empty for none. */
  readonly seen: readonly Clock[];
}

const CLOCK_BYTES = 16;

const fields = [v.string(), v.string(), v.instance(Uint8Array)] as const;

const bodySchema = v.union([
  v.strictTuple(fields),
  v.strictTuple([
    ...fields,
    v.pipe(
      v.instance(Uint8Array),
      v.check(({ length }) => length % CLOCK_BYTES === 0),
    ),
  ]),
]);

/**
 * Positional CBOR: `[collection, key, content]`, and the clocks that were seen, 16 bytes each, if there are any.
 * @throws JournalError `invalid-value` for a name that is no well-formed text.
 */
export function encodeBody({ collection, key, content, seen }: Plain): Uint8Array<ArrayBuffer> {
  const clocks = Uint8Array.from(seen.flatMap((clock) => [...clockToBytes(clock)]));
  return encodeValue([collection, key, content, ...(clocks.length === 0 ? [] : [clocks])]);
}

/** @throws JournalError, ValiError for bytes that `encodeBody` does not make. */
export function decodeBody(body: Uint8Array, isTombstone: boolean): Plain {
  const [collection, key, content, clocks = new Uint8Array()] = v.parse(bodySchema, decodeValue(body));
  const starts = Array.from({ length: clocks.length / CLOCK_BYTES }, (_, place) => place * CLOCK_BYTES);
  const seen = starts.map((start) => clockFromBytes(clocks.subarray(start, start + CLOCK_BYTES)));
  return { collection, key, isTombstone, content, seen };
}

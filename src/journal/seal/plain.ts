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
  /** The newest version that the server is known to have had when this one was written: whoever wrote it had seen that. */
  readonly seen?: Clock;
}

const CLOCK_BYTES = 16;

const fields = [v.string(), v.string(), v.instance(Uint8Array)] as const;

const bodySchema = v.union([
  v.strictTuple(fields),
  v.strictTuple([...fields, v.pipe(v.instance(Uint8Array), v.length(CLOCK_BYTES))]),
]);

/**
 * Positional CBOR: `[collection, key, content]`, and the 16 bytes of the clock that was seen, if any.
 * @throws JournalError `invalid-value` for a name that is no well-formed text.
 */
export function encodeBody({ collection, key, content, seen }: Plain): Uint8Array<ArrayBuffer> {
  return encodeValue([collection, key, content, ...(seen === undefined ? [] : [clockToBytes(seen)])]);
}

/** @throws JournalError, ValiError for bytes that `encodeBody` does not make. */
export function decodeBody(body: Uint8Array, isTombstone: boolean): Plain {
  const [collection, key, content, seen] = v.parse(bodySchema, decodeValue(body));
  return { collection, key, isTombstone, content, ...(seen === undefined ? {} : { seen: clockFromBytes(seen) }) };
}

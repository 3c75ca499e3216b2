import * as v from 'valibot';
import { DIGEST_BYTES, fromBase64url, type Point } from '../../account/index.ts';
import type { Plain } from '../seal/plain.ts';
import { decodeValue, encodeValue } from '../value/value-codec.ts';

/** What a device has found at the server, for the account's other devices to compare with. */
export interface Head extends Point {
  /** The first 4 bytes of the history's name: what is said of another history says nothing of this one. */
  readonly generation: Uint8Array<ArrayBuffer>;
}

const GENERATION_BYTES = 4;

const headSchema = v.strictTuple([
  v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  v.pipe(v.instance(Uint8Array), v.length(DIGEST_BYTES)),
  v.pipe(v.instance(Uint8Array), v.length(GENERATION_BYTES)),
]);

/** With the names beside it, it stays in the smallest bucket of a sealed entry. */
export function encodeHead({ sequence, digest, generation }: Head): Uint8Array<ArrayBuffer> {
  return encodeValue([sequence, digest, generation]);
}

/** Nothing for what no version of ours has written. */
export function headIn(plain: Pick<Plain, 'content'> | undefined): Head | undefined {
  if (!(plain?.content instanceof Uint8Array)) return undefined;
  const parsed = v.safeParse(headSchema, decoded(plain.content));
  if (!parsed.success) return undefined;
  const [sequence, digest, generation] = parsed.output;
  return { sequence, digest, generation };
}

function decoded(content: Uint8Array): unknown {
  try {
    return decodeValue(content);
  } catch {
    return undefined;
  }
}

/** What a head calls a history. */
export function tagOf(generation: string): Uint8Array<ArrayBuffer> {
  return fromBase64url(generation).slice(0, GENERATION_BYTES);
}

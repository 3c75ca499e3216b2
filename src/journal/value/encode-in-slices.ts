import { encode } from 'cborg';
import { compareBytes } from '../../protocol/index.ts';
import { JournalError } from '../errors.ts';
import type { Value } from '../journal.ts';
import type { Slices } from '../slices/slices.ts';
import { joinBytes } from './join-bytes.ts';
import { runsOf } from './runs.ts';
import { type Flaw, flawAt, flawOfContainer, flawOfKey, OUTERMOST, type Place } from './value-flaw.ts';
import { isHeavy, type List } from './weight.ts';

/**
 * The bytes of `encodeValue`, made in slices: 2 MB in one go would keep a page from answering. The value must not be changed
 * meanwhile.
 * @throws JournalError `invalid-value`, as `encodeValue` does; of several flaws it may tell another one.
 */
export async function encodeInSlices(value: Value, slices: Slices): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  await encodeInto({ pieces, slices }, value, OUTERMOST);
  return joinBytes(pieces);
}

interface Encoding {
  readonly pieces: Uint8Array[];
  readonly slices: Slices;
}

async function encodeInto(encoding: Encoding, value: Value, place: Place): Promise<void> {
  if (!isHeavy(value)) return await encodeLight(encoding, value, place);
  refuse(flawOfContainer(value, place));
  const within = { path: place.path, above: [...place.above, value] };
  if (isList(value)) await encodeList(encoding, value, within);
  else await encodeObject(encoding, value, within);
}

async function encodeLight({ pieces, slices }: Encoding, value: Value, place: Place): Promise<void> {
  if (slices.isOver()) await slices.next();
  refuse(flawAt(value, place));
  pieces.push(encode(value));
}

async function encodeList(encoding: Encoding, list: List, { path, above }: Place): Promise<void> {
  encoding.pieces.push(headOf(LIST, list.length));
  for (const { first, items } of runsOf(list)) {
    const [only, ...others] = items;
    if (only !== undefined && others.length === 0) await encodeInto(encoding, only, { path: [...path, first], above });
    else await encodeRun(encoding, first, items, { path, above });
  }
}

/** Encoded as a list, whose head goes. */
async function encodeRun(
  { pieces, slices }: Encoding,
  first: number,
  items: List,
  { path, above }: Place,
): Promise<void> {
  if (slices.isOver()) await slices.next();
  for (const [index, item] of items.entries()) refuse(flawAt(item, { path: [...path, first + index], above }));
  pieces.push(encode(items).subarray(headOf(LIST, items.length).length));
}

async function encodeObject(
  encoding: Encoding,
  object: { readonly [key: string]: Value },
  { path, above }: Place,
): Promise<void> {
  const entries = Object.entries(object);
  encoding.pieces.push(headOf(MAP, entries.length));
  for (const { key, bytes, item } of await inOrder(entries, encoding.slices)) {
    const place = { path: [...path, key], above };
    refuse(flawOfKey(key, place));
    encoding.pieces.push(bytes);
    await encodeInto(encoding, item, place);
  }
}

/** By the bytes of the keys, whose first ones tell their length: shorter keys first. */
async function inOrder(entries: readonly (readonly [string, Value])[], slices: Slices) {
  const encoded: { readonly key: string; readonly item: Value; readonly bytes: Uint8Array }[] = [];
  for (const [key, item] of entries) {
    if (slices.isOver()) await slices.next();
    encoded.push({ key, item, bytes: encode(key) });
  }
  return encoded.sort((a, b) => compareBytes(a.bytes, b.bytes));
}

/** Major types of CBOR (RFC 8949, section 3.1). */
const LIST = 4;
const MAP = 5;

/** What stands before so many items: that of a number (major type 0), with another major type. */
function headOf(major: number, count: number): Uint8Array {
  const head = encode(count);
  head[0] = (head[0] ?? 0) | (major << 5);
  return head;
}

/** `Array.isArray` does not know lists that are read only. */
function isList(value: object): value is List {
  return Array.isArray(value);
}

function refuse(flaw: Flaw | undefined): void {
  if (flaw !== undefined) throw new JournalError('invalid-value', { ...flaw });
}

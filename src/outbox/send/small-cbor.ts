/**
 * The part of CBOR (RFC 8949) that a batch is made of: whole numbers from 0, byte strings, texts, lists, maps with texts
 * for keys, and null. A full codec weighs 2 to 9 KB gzipped in a worker that has 16 for everything; this one, 0.6. The
 * server, which has to mistrust what it is sent, has a full one; each is tested against the other.
 */
export type SmallCbor =
  | number
  | string
  | null
  | Uint8Array
  | readonly SmallCbor[]
  | { readonly [key: string]: SmallCbor };

const NUMBER = 0;
const BYTES = 2;
const TEXT = 3;
const LIST = 4;
const MAP = 5;
const NULL = 0xf6;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Numbers are whole, and of 32 bits. */
export function encodeSmallCbor(value: SmallCbor): Uint8Array<ArrayBuffer> {
  const parts = partsOf(value);
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function partsOf(value: SmallCbor): readonly Uint8Array[] {
  if (value === null) return [Uint8Array.of(NULL)];
  if (typeof value === 'number') return [head(NUMBER, value)];
  if (typeof value === 'string') return counted(TEXT, encoder.encode(value));
  if (value instanceof Uint8Array) return counted(BYTES, value);
  if (Array.isArray(value)) return [head(LIST, value.length), ...value.flatMap(partsOf)];
  const entries = Object.entries(value);
  return [head(MAP, entries.length), ...entries.flat().flatMap(partsOf)];
}

function counted(major: number, bytes: Uint8Array): readonly Uint8Array[] {
  return [head(major, bytes.length), bytes];
}

/** The major type and a count, in as few bytes as it takes. */
function head(major: number, count: number): Uint8Array {
  const type = major << 5;
  if (count < 24) return Uint8Array.of(type | count);
  const size = count < 0x100 ? 0 : count < 0x10000 ? 1 : 2;
  const bytes = [count >>> 24, count >>> 16, count >>> 8, count].slice(-(1 << size));
  return Uint8Array.of(type | (24 + size), ...bytes);
}

/** @throws RangeError for bytes that are not this part of CBOR, whole and nothing more. */
export function decodeSmallCbor(bytes: Uint8Array): unknown {
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    if (at > bytes.length) refuse();
    return bytes.subarray(at - length, at);
  };
  const count = (short: number): number => {
    if (short < 24) return short;
    const width = 1 << (short - 24);
    if (width > 4) refuse();
    return take(width).reduce((sum, byte) => sum * 0x100 + byte, 0);
  };
  const read = (): unknown => {
    const first = take(1)[0] ?? 0;
    if (first === NULL) return null;
    const size = count(first & 31);
    switch (first >> 5) {
      case NUMBER:
        return size;
      case BYTES:
        return take(size);
      case TEXT:
        return decoder.decode(take(size));
      case LIST:
        return times(size, read);
      case MAP:
        return Object.fromEntries(times(size, () => [read(), read()]));
      default:
        return refuse();
    }
  };
  const value = read();
  if (at < bytes.length) refuse();
  return value;
}

function refuse(): never {
  throw new RangeError(); // Whoever reads a batch's answer takes it for none, whatever is wrong with it.
}

/** Grows as it reads: a count that lies must not cost more than the bytes that are there. */
function times<Value>(count: number, read: () => Value): Value[] {
  const values: Value[] = [];
  while (values.length < count) values.push(read());
  return values;
}

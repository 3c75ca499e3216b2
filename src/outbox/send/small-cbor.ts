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
  const parts: Uint8Array[] = [];
  write(value, (part) => parts.push(part));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function write(value: SmallCbor, put: (part: Uint8Array) => void): void {
  if (value === null) put(Uint8Array.of(NULL));
  else if (typeof value === 'number') put(head(NUMBER, value));
  else if (typeof value === 'string') {
    const text = encoder.encode(value);
    put(head(TEXT, text.length));
    put(text);
  } else if (value instanceof Uint8Array) {
    put(head(BYTES, value.length));
    put(value);
  } else if (Array.isArray(value)) {
    put(head(LIST, value.length));
    for (const item of value) write(item, put);
  } else {
    const entries = Object.entries(value);
    put(head(MAP, entries.length));
    for (const item of entries.flat()) write(item, put);
  }
}

/** The major type and a count, in as few bytes as it takes. */
function head(major: number, count: number): Uint8Array {
  const type = major << 5;
  if (count < 24) return Uint8Array.of(type | count);
  const size = count < 0x100 ? 0 : count < 0x10000 ? 1 : 2;
  const bytes = [type | (24 + size)];
  for (let place = 1 << size; place > 0; place -= 1) bytes.push(count >>> (8 * (place - 1)));
  return Uint8Array.from(bytes);
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

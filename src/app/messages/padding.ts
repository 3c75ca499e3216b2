const SMALLEST = 64;
const MARK = 0x80;

/** So long that a length tells little: the next power of two, 64 bytes at least. ISO/IEC 7816-4: a mark, then zeros. */
export function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(bytes.length + 1))));
  result.set(bytes);
  result[bytes.length] = MARK;
  return result;
}

/** `undefined` where there is no mark. */
export function unpadded(bytes: Uint8Array): Uint8Array | undefined {
  const end = bytes.findLastIndex((byte) => byte !== 0);
  return bytes[end] === MARK ? bytes.subarray(0, end) : undefined;
}

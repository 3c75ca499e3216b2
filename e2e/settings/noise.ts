import { randomFillSync } from 'node:crypto';

const HEADER_BYTES = 54;

/** A picture of `side` by `side` pixels of noise, which no format makes small: a BMP of 24 bits a pixel. `side` is a multiple of 4. */
export function noise(side: number): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const buffer = Buffer.alloc(HEADER_BYTES + side * side * 3);
  buffer.write('BM');
  buffer.writeUInt32LE(buffer.length, 2);
  buffer.writeUInt32LE(HEADER_BYTES, 10);
  buffer.writeUInt32LE(40, 14); // Bytes of the second header.
  buffer.writeInt32LE(side, 18);
  buffer.writeInt32LE(side, 22);
  buffer.writeUInt16LE(1, 26);
  buffer.writeUInt16LE(24, 28);
  randomFillSync(buffer, HEADER_BYTES);
  return { name: 'noise.bmp', mimeType: 'image/bmp', buffer };
}

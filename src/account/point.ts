/** What a device found at the server at one moment: all its changes up to `sequence`, and a digest of what was there then. */
export interface Point {
  readonly sequence: number;
  /** 16 bytes. */
  readonly digest: Uint8Array<ArrayBuffer>;
}

export const DIGEST_BYTES = 16;
const SEQUENCE_BYTES = 6;
export const POINT_BYTES = SEQUENCE_BYTES + DIGEST_BYTES;

/** The sequence in 6 bytes, big endian, and the digest. */
export function pointToBytes({ sequence, digest }: Point): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(POINT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(sequence / 2 ** 32));
  view.setUint32(2, sequence % 2 ** 32);
  bytes.set(digest, SEQUENCE_BYTES);
  return bytes;
}

/** The point that 22 bytes begin with. */
export function pointFromBytes(bytes: Uint8Array<ArrayBuffer>): Point {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sequence = view.getUint16(0) * 2 ** 32 + view.getUint32(2);
  return { sequence, digest: bytes.slice(SEQUENCE_BYTES, POINT_BYTES) };
}

import { POINT_BYTES, type Point, pointFromBytes, pointToBytes } from '../../account/index.ts';

/** Points that are remembered: a device that was a few dozen changes ahead is still compared with. */
const REMEMBERED = 64;

/** Points are kept one after the other, the latest last: a state that is written with every save holds them. */
export function pointsIn(bytes: Uint8Array<ArrayBuffer>): readonly Point[] {
  return Array.from({ length: bytes.length / POINT_BYTES }, (_, place) =>
    pointFromBytes(bytes.subarray(POINT_BYTES * place, POINT_BYTES * (place + 1))),
  );
}

export function lastPoint(bytes: Uint8Array<ArrayBuffer>): Point | undefined {
  return bytes.length === 0 ? undefined : pointFromBytes(bytes.subarray(bytes.length - POINT_BYTES));
}

/** The same points with one more; the oldest go. One that is there already, or is behind the last, adds nothing. */
export function withPoint(bytes: Uint8Array<ArrayBuffer>, point: Point): Uint8Array<ArrayBuffer> {
  const last = lastPoint(bytes);
  if (last !== undefined && last.sequence >= point.sequence) return bytes;
  const kept = bytes.subarray(Math.max(0, bytes.length - (REMEMBERED - 1) * POINT_BYTES));
  const next = new Uint8Array(kept.length + POINT_BYTES);
  next.set(kept);
  next.set(pointToBytes(point), kept.length);
  return next;
}

import { type Clock, clockFromBytes, clockToBytes } from '../protocol/index.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { POINT_BYTES, type Point, pointFromBytes, pointToBytes } from './point.ts';

/** What the device that makes a pairing code has found at the server: another device believes no server that shows less. */
export interface PairingHead extends Point {
  /** Of the head that the device has published; `null` for none. */
  readonly clock: Clock | null;
}

const CLOCK_BYTES = 16;

/** The point, and the 16 bytes of the clock if there is one, in base64url. */
export function writePairingHead({ clock, ...point }: PairingHead): string {
  return toBase64url(Uint8Array.of(...pointToBytes(point), ...(clock === null ? [] : clockToBytes(clock))));
}

/** Nothing for a text that is none. */
export function readPairingHead(text: string): PairingHead | undefined {
  const bytes = bytesOf(text);
  switch (bytes?.length) {
    case POINT_BYTES:
      return { ...pointFromBytes(bytes), clock: null };
    case POINT_BYTES + CLOCK_BYTES:
      return { ...pointFromBytes(bytes), clock: clockFromBytes(bytes.subarray(POINT_BYTES)) };
    default:
      return undefined;
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return fromBase64url(text);
  } catch {
    return undefined;
  }
}

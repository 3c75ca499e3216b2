/** Bytes. Settings are mostly short: four steps there tell less than Padmé's many would. */
const SMALL_BUCKETS = [64, 128, 256, 512];
const END = 0x80;

/**
 * The number of bytes that so many are padded to: 64, 128, 256, 512, and Padmé above (Nikitin et al., "Reducing Metadata
 * Leakage from Encrypted Files and Communication with PURBs", PETS 2019), which adds 12 % at most.
 */
export function bucketOf(length: number): number {
  return SMALL_BUCKETS.find((bucket) => length <= bucket) ?? padme(length);
}

function padme(length: number): number {
  const exponent = bitsOf(length) - 1;
  const step = 2 ** (exponent - bitsOf(exponent));
  return Math.ceil(length / step) * step;
}

function bitsOf(number: number): number {
  return 32 - Math.clz32(number);
}

/** The parts one after another, then 0x80, then zeros up to the bucket. */
export function pad(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return padTo(bucketOf, ...parts);
}

/** The same with buckets of one's own. */
export function padTo(bucket: (length: number) => number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padded = new Uint8Array(bucket(length + 1));
  let at = 0;
  for (const part of parts) {
    padded.set(part, at);
    at += part.length;
  }
  padded[at] = END;
  return padded;
}

/** What was padded; `undefined` for bytes that `pad` does not make. */
export function unpad(padded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  let end = padded.length - 1;
  while (padded[end] === 0) end -= 1;
  return padded[end] === END ? padded.subarray(0, end) : undefined;
}

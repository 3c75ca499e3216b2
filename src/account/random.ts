/** Gives so many random bytes. */
export type Random = (length: number) => Uint8Array<ArrayBuffer>;

/** The browser's own, fit for keys. */
export const secureRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * The keys that WebCrypto reads and derives, and the bytes that it derives, each once: a key never changes, and the same bytes
 * give the same one.
 */
export function remembering(subtle: SubtleCrypto) {
  const importKey = subtle.importKey.bind(subtle);
  const deriveKey = subtle.deriveKey.bind(subtle);
  const deriveBits = subtle.deriveBits.bind(subtle);
  const imported = new Map<string, Promise<CryptoKey>>();
  const keys = new WeakMap<CryptoKey, Map<string, Promise<CryptoKey>>>();
  const bits = new WeakMap<CryptoKey, Map<string, Promise<ArrayBuffer>>>();
  return {
    importKey: (...given: ImportOfBytes) => {
      const [, bytes] = given;
      return bytes instanceof Uint8Array ? once(imported, given, () => importKey(...given)) : importKey(...given);
    },
    deriveKey: (...given: Parameters<SubtleCrypto['deriveKey']>) => {
      const [algorithm, base, ...rest] = given;
      return once(of(keys, base), [algorithm, ...rest], () => deriveKey(...given));
    },
    /** Whoever gets them may overwrite them. */
    deriveBits: async (...given: Parameters<SubtleCrypto['deriveBits']>) => {
      const [algorithm, base, ...rest] = given;
      return (await once(of(bits, base), [algorithm, ...rest], () => deriveBits(...given))).slice(0);
    },
  };
}

/** The format is one of bytes, not of JSON. */
type ImportOfBytes = [
  format: 'raw' | 'pkcs8' | 'spki',
  bytes: BufferSource,
  algorithm: AlgorithmIdentifier,
  isExtractable: boolean,
  usages: KeyUsage[],
];

type Known<Result> = Map<string, Promise<Result>>;

function of<Result>(all: WeakMap<CryptoKey, Known<Result>>, base: CryptoKey): Known<Result> {
  const known = all.get(base) ?? new Map();
  all.set(base, known);
  return known;
}

function once<Result>(known: Known<Result>, given: unknown, make: () => Promise<Result>): Promise<Result> {
  const name = JSON.stringify(given, (_, value) => (value instanceof Uint8Array ? [...value] : value));
  const made = known.get(name) ?? make();
  known.set(name, made);
  return made;
}

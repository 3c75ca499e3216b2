import { createCipheriv, createDecipheriv, createHash, createHmac, KeyObject } from 'node:crypto';

const TAG_BYTES = 16;

/** HMAC-SHA-256, SHA-256 and AES-256-GCM as WebCrypto has them, without another thread. */
export function atOnce(subtle: SubtleCrypto) {
  const [sign, digest] = [subtle.sign.bind(subtle), subtle.digest.bind(subtle)];
  const [encrypt, decrypt] = [subtle.encrypt.bind(subtle), subtle.decrypt.bind(subtle)];
  const quick: Pick<SubtleCrypto, 'sign' | 'digest' | 'encrypt' | 'decrypt'> = {
    sign: async (algorithm, key, data) => {
      if (algorithm !== 'HMAC' || !mayBeUsed(key, 'HMAC', 'sign')) return await sign(algorithm, key, data);
      return alone(createHmac('sha256', KeyObject.from(key)).update(viewOf(data)).digest());
    },
    digest: async (algorithm, data) => {
      if (algorithm !== 'SHA-256') return await digest(algorithm, data);
      return alone(createHash('sha256').update(viewOf(data)).digest());
    },
    encrypt: async (algorithm, key, data) => {
      const sealing = gcmOf(algorithm);
      if (sealing === undefined || !mayBeUsed(key, 'AES-GCM', 'encrypt')) return await encrypt(algorithm, key, data);
      const cipher = createCipheriv('aes-256-gcm', KeyObject.from(key), sealing.iv).setAAD(sealing.beside);
      return alone(Buffer.concat([cipher.update(viewOf(data)), cipher.final(), cipher.getAuthTag()]));
    },
    decrypt: async (algorithm, key, data) => {
      const opening = gcmOf(algorithm);
      if (opening === undefined || !mayBeUsed(key, 'AES-GCM', 'decrypt')) return await decrypt(algorithm, key, data);
      try {
        return opened(opening, key, viewOf(data));
      } catch {
        return await decrypt(algorithm, key, data);
      }
    },
  };
  return quick;
}

interface Gcm {
  readonly iv: Uint8Array;
  readonly beside: Uint8Array;
}

function gcmOf(algorithm: Parameters<SubtleCrypto['encrypt']>[0]): Gcm | undefined {
  if (typeof algorithm === 'string' || algorithm.name !== 'AES-GCM' || !('iv' in algorithm)) return undefined;
  if (!('additionalData' in algorithm) || algorithm.tagLength !== 8 * TAG_BYTES) return undefined;
  const { iv, additionalData } = algorithm;
  return additionalData && { iv: viewOf(iv), beside: viewOf(additionalData) };
}

function opened({ iv, beside }: Gcm, key: CryptoKey, sealed: Uint8Array): ArrayBuffer {
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', KeyObject.from(key), iv);
  decipher.setAAD(beside).setAuthTag(sealed.subarray(end));
  return alone(Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]));
}

function mayBeUsed({ algorithm, usages }: CryptoKey, name: string, usage: KeyUsage): boolean {
  return algorithm.name === name && usages.includes(usage);
}

function viewOf(bytes: BufferSource): Uint8Array {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

/** A small buffer of Node's is a part of one that others share. */
function alone(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

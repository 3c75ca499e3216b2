import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AppFile } from './find-app-file.ts';

const compress = promisify(gzip);

/** Bytes of the compressed files that are kept together. */
const KEPT_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly etag: string;
  readonly bytes: Promise<Uint8Array>;
  /** 0 until it is known. */
  size: number;
}

/** The files of an app, each compressed once for as long as it is as it is. The oldest are let go when they become too many. */
export class CompressedFiles {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;

  constructor(most = KEPT_BYTES) {
    this.#most = most;
  }

  /** Whoever asks while it is being compressed waits for the same. */
  async of(file: AppFile): Promise<Uint8Array> {
    const known = this.#kept.get(file.path);
    if (known?.etag === file.etag) return await known.bytes;
    const kept: Kept = { etag: file.etag, bytes: file.read().then((plain) => compress(plain)), size: 0 };
    this.#kept.delete(file.path);
    this.#kept.set(file.path, kept);
    try {
      const bytes = await kept.bytes;
      kept.size = bytes.byteLength;
      this.#letGo();
      return bytes;
    } catch (error) {
      if (this.#kept.get(file.path) === kept) this.#kept.delete(file.path);
      throw error;
    }
  }

  #letGo(): void {
    let bytes = [...this.#kept.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [path, { size }] of this.#kept) {
      if (bytes <= this.#most) return;
      this.#kept.delete(path);
      bytes -= size;
    }
  }
}

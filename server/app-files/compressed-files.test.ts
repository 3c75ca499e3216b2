import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CompressedFiles } from './compressed-files.ts';
import type { AppFile } from './find-app-file.ts';

/** A file that knows how often it was read. */
class CountedFile implements AppFile {
  reads = 0;
  readonly path: string;
  readonly #content: string;
  readonly etag: string;

  constructor(path: string, content: string, etag = 'first') {
    this.path = path;
    this.#content = content;
    this.etag = etag;
  }

  get size(): number {
    return this.#content.length;
  }

  async read(): Promise<Uint8Array> {
    this.reads += 1;
    return Buffer.from(this.#content);
  }
}

const textOf = async (files: CompressedFiles, file: AppFile) => gunzipSync(await files.of(file)).toString();

it('compresses a file once, for however many ask, also at the same time', async () => {
  const files = new CompressedFiles();
  const file = new CountedFile('/a.js', 'content');
  const texts = await Promise.all([textOf(files, file), textOf(files, file)]);
  expect([...texts, await textOf(files, file)]).toEqual(['content', 'content', 'content']);
  expect(file.reads).toBe(1);
});

it('compresses it again when it has changed', async () => {
  const files = new CompressedFiles();
  const changed = new CountedFile('/a.js', 'changed', 'second');
  expect(await textOf(files, new CountedFile('/a.js', 'content'))).toBe('content');
  expect([await textOf(files, changed), await textOf(files, changed), changed.reads]).toEqual([
    'changed',
    'changed',
    1,
  ]);
});

it('keeps no more than so many bytes, and the newest of them', async () => {
  const one = new CountedFile('/0.js', 'content');
  const size = (await new CompressedFiles().of(one)).byteLength;
  const files = new CompressedFiles(2 * size);
  const asked = ['/1.js', '/2.js', '/3.js'].map((path) => new CountedFile(path, 'content'));
  for (const file of [...asked, ...asked.toReversed()]) await files.of(file);
  expect(asked.map(({ reads }) => reads)).toEqual([2, 1, 1]);
  expect(await textOf(new CompressedFiles(1), one)).toBe('content');
});

it('tries again what could not be read', async () => {
  const files = new CompressedFiles();
  const gone = Object.assign(new CountedFile('/a.js', ''), { read: () => Promise.reject(new Error('It is gone.')) });
  await expect(files.of(gone)).rejects.toThrow('It is gone.');
  expect(await textOf(files, new CountedFile('/a.js', 'content'))).toBe('content');
});

import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../account/index.ts';
import type { Chunk, ChunkId } from '../../protocol/index.ts';
import { deflate } from '../seal/deflate.ts';
import { IV_BYTES } from '../seal/layout.ts';
import { noise } from '../testing/noise.ts';
import { testAccount } from '../testing/test-journal.ts';
import { chunkId } from './chunk-id.ts';
import type { ChunkSizes } from './chunk-sizes.ts';
import { cutContent } from './cut-content.ts';
import { type Gear, gearOf } from './gear.ts';
import { joinContent } from './join-content.ts';
import { openChunk, sealChunk } from './seal-chunk.ts';

/** Small ones, so that every byte can be tried. */
const SIZES: ChunkSizes = {
  whole: 64,
  chunk: { smallest: 16, average: 48, largest: 128 },
  list: { smallest: 2, average: 4, largest: 8 },
};

let account: Account;
let gear: Gear;
beforeAll(async () => {
  account = await testAccount();
  gear = await gearOf(account.blinding);
});

const knows = (known: readonly ChunkId[]) => async (ids: readonly ChunkId[]) =>
  new Set(ids.filter((id) => known.includes(id)));
const nothing = knows([]);
const cut = (content: Uint8Array<ArrayBuffer>, known = nothing) =>
  cutContent(content, { account, sizes: SIZES, gear, known });
const loadFrom = (chunks: ReadonlyMap<ChunkId, Chunk>) => async (ids: readonly ChunkId[]) =>
  ids.map((id) => chunks.get(id));
const join = (manifest: Awaited<ReturnType<typeof cut>>['manifest'], chunks: readonly Chunk[]) =>
  joinContent(manifest, { account, load: loadFrom(new Map(chunks.map((chunk) => [chunk.id, chunk]))) });
const reasonOf = (joining: Promise<unknown>) =>
  joining.then(
    () => 'opened',
    (error: { readonly reason?: string }) => error.reason,
  );

const contents = fc
  .tuple(fc.uint8Array({ minLength: 1, maxLength: 600 }), fc.nat(3))
  .map(([bytes, repeated]) => Uint8Array.from(Array.from({ length: repeated + 1 }, () => [...bytes]).flat()));

describe('a content that was cut and sealed', () => {
  test('[G47] is joined again, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const { manifest, fresh } = await cut(content);
        expect(await join(manifest, fresh)).toEqual(content);
      }),
    );
  });

  test('takes nothing new where all of it is known, and a few chunks where a byte is another one', async () => {
    const content = noise(5_000);
    const first = await cut(content);
    const known = knows(first.ids);
    const again = await cut(content, known);
    expect([again.fresh, again.manifest]).toEqual([[], first.manifest]);
    content[2_500] = (content[2_500] ?? 0) + 1;
    const edited = await cut(content, known);
    expect(edited.fresh.length).toBeGreaterThanOrEqual(2);
    expect(edited.fresh.length).toBeLessThan(first.fresh.length / 4);
    expect(await join(edited.manifest, [...first.fresh, ...edited.fresh])).toEqual(content);
  });

  test('has the same names on another device of the account, and no name in common with another account', async () => {
    const content = noise(2_000);
    const { ids } = await cut(content);
    const theirs = { ...(await testAccount()), device: account.device };
    const here = await cutContent(content, { account: theirs, sizes: SIZES, gear, known: nothing });
    expect(here.ids).toEqual(ids);
    const stranger = await testAccount(new Uint8Array(16).fill(7));
    const cutThere = await cutContent(content, { account: stranger, sizes: SIZES, gear, known: nothing });
    expect(cutThere.ids.filter((id) => ids.includes(id))).toEqual([]);
  });

  test('has chunks of lengths that are multiples of 64, and 30', async () => {
    const { fresh } = await cut(noise(3_000));
    expect(new Set(fresh.map(({ bytes }) => (bytes.length - 30) % 64))).toEqual(new Set([0]));
  });
});

describe('[G49] what does not open is said', () => {
  test('a bit of any chunk that was flipped', async () => {
    const { manifest, fresh } = await cut(noise(400));
    for (const [place, chunk] of fresh.entries()) {
      for (const at of [0, 1, 2, 13, 14, 40, chunk.bytes.length - 1]) {
        for (let bit = 0; bit < 8; bit += 1) {
          const bytes = Uint8Array.from(chunk.bytes);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          const reason = await reasonOf(join(manifest, fresh.with(place, { ...chunk, bytes })));
          expect(['not-authentic', 'unknown-epoch']).toContain(reason);
        }
      }
    }
  });

  test('a chunk that is missing', async () => {
    const { manifest, fresh } = await cut(noise(600));
    for (const { id } of fresh) {
      expect(
        await reasonOf(
          join(
            manifest,
            fresh.filter((chunk) => chunk.id !== id),
          ),
        ),
      ).toBe('chunk-missing');
    }
  });

  test('two chunks that were swapped, under one another’s names', async () => {
    const { manifest, fresh } = await cut(noise(600));
    const [a, b] = fresh;
    if (a === undefined || b === undefined) throw new Error('There are too few.');
    const swapped = [{ ...a, bytes: b.bytes }, { ...b, bytes: a.bytes }, ...fresh.slice(2)];
    expect(await reasonOf(join(manifest, swapped))).toBe('not-authentic');
  });

  test('a list whose references in sight are others', async () => {
    const { manifest, fresh } = await cut(noise(600));
    const place = fresh.findIndex(({ refs }) => refs.length > 1);
    const list = fresh[place];
    if (list === undefined) throw new Error('There is no list.');
    for (const refs of [list.refs.slice(1), list.refs.toReversed(), [...list.refs, ...list.refs]]) {
      expect(await reasonOf(join(manifest, fresh.with(place, { ...list, refs })))).toBe('not-authentic');
    }
  });

  test('lists in another order, or one of them twice or left out', async () => {
    const { manifest, fresh } = await cut(noise(1_000));
    const { lists } = manifest;
    expect(lists.length).toBeGreaterThan(2);
    for (const wrong of [lists.toReversed(), [...lists, ...lists], lists.slice(1)]) {
      expect(await reasonOf(join({ ...manifest, lists: wrong }, fresh))).toBe('not-authentic');
    }
  });

  test('another length or another hash of the whole', async () => {
    const { manifest, fresh } = await cut(noise(300));
    for (const wrong of [{ length: 299 }, { length: 301 }, { hash: noise(32) }]) {
      expect(await reasonOf(join({ ...manifest, ...wrong }, fresh))).toBe('not-authentic');
    }
    expect(await reasonOf(join({ ...manifest, length: 2 ** 40 }, fresh))).toBe('malformed');
  });

  test('a chunk of another account, and one of an epoch that this device has no key of', async () => {
    const { manifest, fresh } = await cut(noise(300));
    const stranger = await testAccount(new Uint8Array(16).fill(7));
    const [chunk] = fresh;
    if (chunk === undefined) throw new Error('There is none.');
    await expect(openChunk(stranger, chunk, 1_000)).rejects.toMatchObject({ reason: 'not-authentic' });
    const bytes = Uint8Array.from(chunk.bytes);
    bytes[1] = 9;
    expect(await reasonOf(join(manifest, fresh.with(0, { ...chunk, bytes })))).toBe('unknown-epoch');
  });

  test('a name under which something else was sealed', async () => {
    const content = noise(100);
    const id = await chunkId(account.blinding, 'piece', 1, noise(100, 2));
    const chunk = await sealChunk(account, { id, content, refs: [] });
    await expect(openChunk(account, chunk, 1_000)).rejects.toMatchObject({ reason: 'not-authentic' });
  });

  test('an inflation bomb', async () => {
    const zeros = new Uint8Array(1024 * 1024);
    expect((await deflate(zeros)).length).toBeLessThan(2_000);
    const id = await chunkId(account.blinding, 'piece', 1, zeros);
    const chunk = await sealChunk(account, { id, content: zeros, refs: [] });
    expect(chunk.bytes.length).toBeLessThan(2_000);
    await expect(openChunk(account, chunk, 64 * 1024)).rejects.toMatchObject({ reason: 'malformed' });
  });
});

test('the form of a chunk does not change', async () => {
  const content = new TextEncoder().encode('a piece of a value');
  const id = await chunkId(account.blinding, 'piece', 1, content);
  const { bytes } = await sealChunk(account, { id, content, refs: [] }, (length) => new Uint8Array(length).fill(5));
  expect([IV_BYTES, id]).toEqual([12, '066f7f029e1ac9e3d47ee22f60dd969d']);
  expect(Buffer.from(bytes).toString('hex')).toBe(
    '000105050505050505050505050535ac70db2f08e1792ac3f9b1f28def77229a79100a7bb5c5afe356191cd64d0133defe75f656f01bfaea52230f50cb05b685f64d70ff26f079151a5b3191f5951d173a13094bbb9766cf2f2959668724',
  );
});

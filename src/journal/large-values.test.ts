import { beforeEach, describe, expect, test } from 'vitest';
import type { Chunk, ChunkId } from '../protocol/index.ts';
import { chunkRows, lookAtChunks } from './chunks/chunk-rows.ts';
import type { Value, ValueCodec } from './journal.ts';
import { indexedDbJournalStore } from './store/indexed-db-journal-store.ts';
import { ModelServer, pullFrom, push, send, uploadChunks } from './testing/model-server.ts';
import { noise } from './testing/noise.ts';
import { bioOf, idOf, only } from './testing/one-device.ts';
import { type TestJournal, TestTime, testJournal } from './testing/test-journal.ts';
import 'fake-indexeddb/auto';

const SPACE = 'space:1';
let mine: TestJournal;
let theirs: TestJournal;
let server: ModelServer;

const open = (time: TestTime) =>
  testJournal({ time, store: indexedDbJournalStore(`large-values ${crypto.randomUUID()}`) });

beforeEach(async () => {
  mine = await open(new TestTime());
  theirs = await open(mine.time);
  server = new ModelServer(() => mine.time.now);
});

/** A list of lists of byte numbers, as encryption states have. 200 KB. */
const state = Array.from({ length: 2_000 }, (_, place) => [...noise(56, place + 1)]);
const without = (place: number): Value => ({ counter: place, evals: state.toSpliced(place, 1) });

const save = async ({ journal, time }: TestJournal, value: Value, key = 'state') => {
  time.now += 1_000;
  await journal.collection(SPACE).set(key, value);
};
const read = ({ journal }: TestJournal, key = 'state') => journal.collection(SPACE).get(key);
/** Pieces, not lists: a list's own are told of by `refs`. */
const pieces = () => [...server.chunks.values()].filter(({ refs }) => refs.length === 0);
const chunksOf = ({ store }: TestJournal) => lookAtChunks(store, ({ ids }) => ids());
const brokenOf = async ({ journal }: TestJournal) => (await journal.broken()).map(({ reason }) => reason);

describe('a large value', () => {
  test('[G46] is in chunks, of which readers on another device see all or nothing', async () => {
    await save(mine, without(3));
    expect(await read(mine)).toEqual(without(3));
    const delta = await only(mine.journal, SPACE);
    expect([delta.body.length < 1_000, delta.chunks.length > 10, delta.parts.length]).toEqual([true, true, 0]);
    expect(send(delta, server).kind).toBe('chunks-missing');
    await push(mine.journal, server);
    await pullFrom(theirs.journal, server);
    expect(await read(theirs)).toEqual(without(3));
  });

  test('[G47] that changed a little sends a few chunks', async () => {
    await save(mine, without(3));
    await uploadChunks(mine.journal, await only(mine.journal, SPACE), server);
    await save(mine, { counter: 4, evals: state.toSpliced(3, 2) });
    const delta = await only(mine.journal, SPACE);
    expect(await uploadChunks(mine.journal, delta, server)).toBeLessThan(32_000);
    expect(send(delta, server).kind).toBe('merged');
    await pullFrom(theirs.journal, server);
    expect(await read(theirs)).toEqual({ counter: 4, evals: state.toSpliced(3, 2) });
  });

  test('[G32] saved again as it is there sends nothing, nor does a device that reads it', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    await save(mine, without(3));
    await pullFrom(theirs.journal, server);
    await save(theirs, without(3));
    expect([await mine.journal.dirty(), await theirs.journal.dirty()]).toEqual([[], []]);
  });

  test('[G47] edited on the device that read it, brings what changed and no more', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    await pullFrom(theirs.journal, server);
    await save(theirs, without(4));
    expect((await only(theirs.journal, SPACE)).chunks.length).toBeLessThan(10);
    await push(theirs.journal, server);
    await pullFrom(mine.journal, server);
    expect(await read(mine)).toEqual(without(4));
  });

  test('leaves no chunk behind that no version takes', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    await save(mine, 'small now');
    await pullFrom(mine.journal, server);
    expect((await chunksOf(mine)).length).toBeGreaterThan(10); // The acknowledged version is not gone.
    await mine.journal.revert([SPACE]);
    expect(await read(mine)).toEqual(without(3));
    await save(mine, 'small again');
    await push(mine.journal, server);
    await pullFrom(mine.journal, server);
    expect(await chunksOf(mine)).toEqual([]);
  });

  test('[G29] that lost is offered back whole', async () => {
    await save(mine, without(1));
    await save(theirs, without(2));
    await push(theirs.journal, server);
    await push(mine.journal, server);
    await pullFrom(mine.journal, server);
    const [loser] = await mine.journal.losers();
    expect([loser?.mine, loser?.theirs]).toEqual([without(1), without(2)]);
    await mine.journal.keepMine(loser!);
    expect(await read(mine)).toEqual(without(1));
  });

  test('[G46] which wins against a delta is read by the next pull, and nothing of it before', async () => {
    await save(mine, 'mine');
    const delta = await only(mine.journal, SPACE);
    await save(theirs, without(2));
    await push(theirs.journal, server);
    const reply = send(delta, server);
    if (reply.kind !== 'merged') throw new Error(reply.kind);
    await push(mine.journal, server);
    expect(await read(mine)).toBe('mine');
    await pullFrom(mine.journal, server);
    expect([await read(mine), await mine.journal.dirty()]).toEqual([without(2), []]);
  });

  test('of more than 15 MiB is refused', async () => {
    const tooLarge = new Uint8Array(15 * 1024 * 1024);
    await expect(mine.journal.collection(SPACE).set('state', tooLarge)).rejects.toMatchObject({
      code: 'invalid-value',
    });
  });
});

describe('[G46] a commit after the server has collected chunks', () => {
  test('is completed with just the missing, and commits once', async () => {
    await save(mine, without(3));
    const delta = await only(mine.journal, SPACE);
    await uploadChunks(mine.journal, delta, server);
    const gone = pieces()
      .slice(3, 6)
      .map(({ id }) => id);
    for (const id of gone) server.chunks.delete(id);
    const reply = send(delta, server);
    expect(reply).toEqual({ kind: 'chunks-missing', missing: expect.arrayContaining(gone) });
    await mine.journal.markChunks(gone, 'unsent');
    expect([...(await only(mine.journal, SPACE)).chunks].sort()).toEqual([...gone].sort());
    await push(mine.journal, server);
    expect([server.cursor, await mine.journal.dirty()]).toEqual([1, []]);
    await pullFrom(theirs.journal, server);
    expect(await read(theirs)).toEqual(without(3));
  });

  test('[G55] of a server that was restored is not waited for: everything goes along at once', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    const held = server.chunks.size;
    server.chunks.clear();
    await mine.journal.trustServer();
    const delta = await only(mine.journal, SPACE);
    expect(delta.chunks.length).toBe(held);
    await uploadChunks(mine.journal, delta, server);
    expect(send(delta, server).kind).toBe('merged');
  });

  test('of everything, as after a removal, sends everything again', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    await mine.journal.forgetServer();
    server = new ModelServer(() => mine.time.now);
    await push(mine.journal, server);
    await pullFrom(theirs.journal, server);
    expect(await read(theirs)).toEqual(without(3));
  });
});

describe('[G49] of an entry whose chunks are not what was sealed', () => {
  const other = { collection: SPACE, key: 'other', value: 'fine' };
  const spoil = (at: number, spoilt: (chunk: Chunk, all: readonly Chunk[]) => Chunk | undefined) => {
    const all = pieces();
    const chunk = all[at]!;
    const next = spoilt(chunk, all);
    if (next === undefined) server.chunks.delete(chunk.id);
    else server.chunks.set(chunk.id, next);
    return () => server.chunks.set(chunk.id, chunk);
  };

  test.each([
    ['missing', 'chunk-missing', () => undefined],
    ['another one’s', 'not-authentic', (chunk: Chunk, all: readonly Chunk[]) => ({ ...all[1]!, id: chunk.id })],
    ['cut short', 'malformed', (chunk: Chunk) => ({ ...chunk, bytes: chunk.bytes.slice(0, 20) })],
    [
      'changed by a bit',
      'not-authentic',
      (chunk: Chunk) => ({ ...chunk, bytes: chunk.bytes.with(50, chunk.bytes[50]! ^ 1) }),
    ],
  ] as const)(
    'one %s is reported, the version before it stays, and the rest goes on',
    async (_what, reason, spoilt) => {
      await save(mine, 'before');
      await push(mine.journal, server);
      await pullFrom(theirs.journal, server);
      await save(mine, without(3));
      await mine.journal.batch([other]);
      await push(mine.journal, server);
      const mend = spoil(0, spoilt);
      await pullFrom(theirs.journal, server);
      expect(await brokenOf(theirs)).toEqual([reason]);
      expect([await read(theirs), await read(theirs, 'other')]).toEqual(['before', 'fine']);
      mend();
      if (reason !== 'chunk-missing') return;
      await pullFrom(theirs.journal, server);
      expect([await brokenOf(theirs), await read(theirs)]).toEqual([[], without(3)]);
    },
  );

  test('references in sight that are others are reported', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    const id = await idOf(mine, SPACE, 'state');
    const held = server.held.get(id)!;
    const [piece] = pieces();
    for (const chunks of [undefined, [piece!.id], [...held.entry.chunks!, piece!.id]]) {
      const { chunks: _, ...entry } = held.entry;
      server.held.set(id, { ...held, entry: chunks === undefined ? entry : { ...entry, chunks } });
      const another = await open(mine.time);
      await pullFrom(another.journal, server);
      expect([await brokenOf(another), await read(another)]).toEqual([['not-authentic'], undefined]);
    }
  });

  test('one that this device has lost is read again', async () => {
    await save(mine, without(3));
    await push(mine.journal, server);
    await mine.store.change(async (draft) => {
      const rows = chunkRows(draft.table);
      const [lost] = await rows.ids();
      rows.remove(lost!);
    });
    await expect(read(mine)).rejects.toMatchObject({ code: 'entry-broken', details: { reason: 'chunk-missing' } });
    await pullFrom(mine.journal, server);
    expect([await read(mine), await brokenOf(mine)]).toEqual([without(3), []]);
  });
});

test('[G33] a clock that is corrected keeps the chunks', async () => {
  mine.time.now += 24 * 60 * 60_000;
  await save(mine, without(3));
  const before = await only(mine.journal, SPACE);
  server = new ModelServer(() => mine.time.now - 24 * 60 * 60_000);
  await push(mine.journal, server);
  expect([...server.chunks.keys()].sort()).toEqual([...before.chunks].sort());
  await pullFrom(theirs.journal, server);
  expect(await read(theirs)).toEqual(without(3));
});

test('a pull that is cut off goes on with the chunks that it has read', async () => {
  await save(mine, without(3));
  await push(mine.journal, server);
  const asked: ChunkId[][] = [];
  const fetch = async (request: Request) => {
    const ids = new URL(request.url).searchParams.get('ids')?.split(',') ?? [];
    if (ids.length > 0) asked.push(ids as ChunkId[]);
    if (ids.length > 0 && asked.length === 2) throw new TypeError('The network is gone.');
    return await server.fetch(request);
  };
  await expect(theirs.journal.pull({ fetch, origin: 'http://server.test' })).rejects.toThrow('gone');
  await theirs.journal.pull({ fetch, origin: 'http://server.test' });
  expect([new Set(asked.slice(2).flat()).size, asked[0]!.length > 0]).toEqual([asked.slice(2).flat().length, true]);
  expect(
    asked
      .slice(2)
      .flat()
      .filter((id) => asked[0]!.includes(id)),
  ).toEqual([]);
  expect(await read(theirs)).toEqual(without(3));
});

describe('[G47] a codec', () => {
  const bytes: ValueCodec = {
    name: 'byte-lists/1',
    encode: (value) => (value as number[][]).map((list) => Uint8Array.from(list)),
    decode: (value) => (value as Uint8Array[]).map((list) => [...list]),
  };
  const codecOf = (_collection: string, key: string) => (key === 'state' ? bytes : undefined);
  const withCodec = (codecs: readonly ValueCodec[]) => testJournal({ time: mine.time, content: { codecOf, codecs } });

  test.each([
    ['a large value', state],
    ['a small one', state.slice(0, 2)],
  ])('makes %s smaller, and another device reads it by its name', async (_what, value) => {
    const ours = await withCodec([bytes]);
    await save(ours, value);
    const sent = await uploadChunks(ours.journal, await only(ours.journal, SPACE), server);
    expect(sent).toBeLessThan(1.1 * 2_000 * 58);
    await save(ours, value);
    await push(ours.journal, server);
    expect(server.cursor).toBe(1);
    const another = await withCodec([bytes]);
    await pullFrom(another.journal, server);
    expect(await read(another)).toEqual(value);
  });

  test('that this version does not have is reported, and the value is there for one that has it', async () => {
    const ours = await withCodec([bytes]);
    await save(ours, state);
    await save(ours, 'Ada', 'name');
    await push(ours.journal, server);
    const another = await withCodec([]);
    await pullFrom(another.journal, server);
    await expect(read(another)).rejects.toMatchObject({ details: { reason: 'unknown-codec' } });
    expect([await read(another, 'name'), await brokenOf(another)]).toEqual(['Ada', ['unknown-codec']]);
    const newer = await testJournal({ ...another, content: { codecOf, codecs: [bytes] } });
    await pullFrom(newer.journal, server);
    expect([await read(newer), await brokenOf(newer)]).toEqual([state, []]);
  });
});

test('a value that is not large has no chunks', async () => {
  await mine.journal.collection('profile').set('bio', 'x'.repeat(32_000));
  expect([await bioOf(mine), await chunksOf(mine)]).toEqual(['x'.repeat(32_000), []]);
});

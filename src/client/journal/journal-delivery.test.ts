import { beforeEach, describe, expect, test } from 'vitest';
import { chunksContextOf, deltaContextOf } from '../../journal/delivery/index.ts';
import type { ModelServer } from '../../journal/testing/model-server.ts';
import { oneDevice } from '../../journal/testing/one-device.ts';
import { change, type JournalPages, ORIGIN, openPages } from '../testing/journal-page.ts';

let pages: JournalPages;
let server: ModelServer;

beforeEach(async () => {
  const device = await oneDevice();
  server = device.server;
  pages = openPages({ ...device.mine, server });
});

const ada = change('profile', 'name', 'Ada');

describe('a save', () => {
  test('becomes a task that names nothing in plain words, and shows nothing of what is in it', async () => {
    const saved = await pages.openPage().save(ada, change('profile', 'motto', 'Secret words'));
    expect(saved).toMatchObject({ kind: 'enqueued', receipts: [{ id: 'task-1' }] });
    const { task, request, lane, replaces } = pages.client.kept.get('task-1')!;
    const { journal } = pages;
    expect([request.method, request.url]).toEqual(['PATCH', `${ORIGIN}/v1/accounts/${journal.account}/entries`]);
    expect(deltaContextOf(task.context)).toMatchObject({
      collections: [await journal.collectionId('profile')],
      entries: 2,
    });
    expect(JSON.stringify([task, lane, replaces])).not.toMatch(/Ada|Secret|"profile"|:profile/);
    await pages.deliverAll();
    expect([await pages.dirty(), server.held.size]).toEqual([[], 2]);
  });

  test('takes the place of one that waits, and holds all that it held', async () => {
    const { save } = pages.openPage();
    await save(ada);
    await save(change('profile', 'motto', 'Onward'));
    expect(await pages.entriesWaiting()).toEqual([2]);
  });

  test('takes along what else is dirty in its group, whose task it replaces', async () => {
    const { save } = pages.openPage();
    await save(change('config-theme', 'is', 'dark'));
    await save(change('config-order', 'is', 'newest'));
    expect(await pages.entriesWaiting()).toEqual([2]);
  });

  test('that has replaced what a page knew nothing of loses nothing of it', async () => {
    await pages.openPage().save(change('config-theme', 'is', 'dark'));
    await pages.openPage().save(change('config-order', 'is', 'newest'));
    await pages.rest();
    expect(await pages.entriesWaiting()).toEqual([2]);
  });

  test('during a flight waits behind it in its lane, with what was edited since', async () => {
    const { save } = pages.openPage();
    await save(ada);
    pages.client.begin('task-1');
    await save(change('profile', 'name', 'Grace'));
    const [first, second] = [...pages.client.kept.values()];
    expect([first!.task.status, second!.task.status, first!.lane === second!.lane]).toEqual([
      'processing',
      'pending',
      true,
    ]);
  });

  test('of several groups is a task for each, in lanes of their own', async () => {
    const { save } = pages.openPage();
    await save(ada, change('space:1', 'key', 'k'), change('space:2', 'key', 'k'));
    expect(pages.typesWaiting.sort()).toEqual(['sync-space-keys', 'sync-space-keys', 'update-profile']);
    expect(new Set([...pages.client.kept.values()].map(({ lane }) => lane)).size).toBe(3);
  });

  test('that changes nothing, or that no task carries, enqueues nothing', async () => {
    const { save } = pages.openPage();
    await save(ada);
    expect(await save(ada)).toEqual({ kind: 'nothing-changed' });
    expect(await save(change('notes', 'one', 'x'))).toEqual({ kind: 'kept-here' });
    expect(pages.client.waiting).toHaveLength(1);
  });

  test('of more than a request holds becomes several, all of which a later one replaces', async () => {
    const { save } = pages.openPage();
    const many = Array.from({ length: 1_001 }, (_, place) => change('profile', `field-${place}`, place));
    await save(...many);
    expect((await pages.entriesWaiting()).sort()).toEqual([1, 1_000].sort());
    await save(ada);
    await pages.rest();
    expect((await pages.entriesWaiting()).reduce((a, b) => a + b)).toBe(1_002);
    await pages.deliverAll();
    expect([await pages.dirty(), server.held.size]).toEqual([[], 1_002]);
  });
});

describe('what is too much for one request', () => {
  const large = (fill: number) => crypto.getRandomValues(new Uint8Array(30_000)).fill(fill, 0, 1);
  const avatar = (fill: number) =>
    Array.from({ length: 12 }, (_, place) => change('profile', `picture-${place}`, large(fill + place)));
  const partsWaiting = () => pages.client.waiting.filter(({ taskType }) => taskType === 'upload-part');

  test('goes in parts before the delta that names them; what replaces it purges those that it does not name', async () => {
    const { save } = pages.openPage();
    await save(...avatar(0));
    const parts = partsWaiting().map(({ id }) => id);
    const delta = pages.client.waiting.find(({ taskType }) => taskType === 'update-profile')!;
    expect([parts.length > 0, pages.client.kept.get(delta.id)!.dependsOn]).toEqual([true, parts]);
    await save(...avatar(10));
    const left = partsWaiting().map(({ id }) => id);
    expect(parts.filter((id) => left.includes(id))).toEqual([]);
    await pages.deliverAll();
    expect(await pages.dirty()).toEqual([]);
  });

  test('that is still about to be sent is not sent again beside another edit', async () => {
    const { save } = pages.openPage();
    await save(...avatar(0));
    const parts = partsWaiting().map(({ id }) => id);
    await save(ada);
    expect(partsWaiting().map(({ id }) => id)).toEqual(parts);
    await pages.deliverAll();
    expect([await pages.dirty(), server.held.size]).toEqual([[], 13]);
  });
});

describe('a large value', () => {
  const noise = crypto.getRandomValues(new Uint8Array(60_000));
  const large = (fill: number) => change('space:1', 'state', Uint8Array.from(noise).fill(fill, 30_000, 30_010));
  const uploads = () =>
    pages.client.waiting.flatMap(({ id, context }) => {
      const upload = chunksContextOf(context);
      return upload === undefined ? [] : [{ id, ...upload }];
    });
  const theDelta = () => pages.client.waiting.find(({ taskType }) => taskType === 'sync-space-keys')!;

  test('[G46] goes in chunks before the delta that names them; another version of it takes few more', async () => {
    const { save } = pages.openPage();
    await save(large(0));
    const [first, ...others] = uploads();
    expect(others).toEqual([]);
    expect(pages.client.kept.get(theDelta().id)!.dependsOn).toEqual([first!.id]);
    await save(large(1));
    const [, second] = uploads();
    expect(pages.client.kept.get(theDelta().id)!.dependsOn).toEqual([first!.id, second!.id]);
    expect(second!.bytes).toBeLessThan(first!.bytes / 1.5);
    await pages.deliverAll();
    await save(large(2));
    expect(uploads().map(({ bytes }) => bytes < first!.bytes / 1.5)).toEqual([true]);
    await pages.deliverAll();
    expect([await pages.dirty(), server.held.size]).toEqual([[], 1]);
  });

  test('is purged with its chunks when another one takes its place', async () => {
    const { save } = pages.openPage();
    await save(large(0));
    const [first] = uploads();
    await save(change('space:1', 'state', crypto.getRandomValues(new Uint8Array(60_000))));
    expect(uploads().map(({ id }) => id === first!.id)).toEqual([false]);
    await pages.deliverAll();
    expect(await pages.dirty()).toEqual([]);
  });

  test('[G46] whose chunks the server has collected is committed once, with just those sent again', async () => {
    const { save } = pages.openPage();
    await save(large(0));
    await pages.deliverAll();
    const before = new Set(server.chunks.keys());
    await save(large(1));
    for (const { id } of uploads()) await pages.deliver(id);
    const added = [...server.chunks.keys()].filter((id) => !before.has(id));
    const gone = [added[0]!, [...before][0]!];
    for (const id of gone) server.chunks.delete(id);
    await pages.deliver(theDelta().id);
    await pages.rest();
    expect(uploads().map(({ chunks }) => [...chunks].sort())).toEqual([[...gone].sort()]);
    await pages.deliverAll();
    expect([await pages.dirty(), server.cursor]).toEqual([[], 2]);
  });
});

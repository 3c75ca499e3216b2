import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deltaContextOf } from '../../journal/delivery/index.ts';
import { ModelServer } from '../../journal/testing/model-server.ts';
import { testJournal } from '../../journal/testing/test-journal.ts';
import { defineTask } from '../../outbox/index.ts';
import { decodeDelta, type QueueTask } from '../../protocol/index.ts';
import { change, JournalPages, ORIGIN } from '../testing/journal-page.ts';

let pages: JournalPages;
let server: ModelServer;

beforeEach(async () => {
  const { journal, time } = await testJournal();
  server = new ModelServer(() => time.now);
  pages = new JournalPages({ journal, time, server });
});
afterEach(() => {
  pages.close();
  vi.useRealTimers();
});

const waiting = () => pages.client.waiting;
const typesWaiting = () => waiting().map(({ taskType }) => taskType);
const entriesIn = async ({ id }: QueueTask) =>
  decodeDelta(new Uint8Array(await pages.client.kept.get(id)!.request.clone().arrayBuffer())).length;
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
    expect(await Promise.all(waiting().map(entriesIn))).toEqual([2]);
  });

  test('takes along what else is dirty in its group, whose task it replaces', async () => {
    const { save } = pages.openPage();
    await save(change('config-theme', 'is', 'dark'));
    await save(change('config-order', 'is', 'newest'));
    expect(await Promise.all(waiting().map(entriesIn))).toEqual([2]);
  });

  test('that has replaced what a page knew nothing of loses nothing of it', async () => {
    await pages.openPage().save(change('config-theme', 'is', 'dark'));
    await pages.openPage().save(change('config-order', 'is', 'newest'));
    await pages.rest();
    expect(await Promise.all(waiting().map(entriesIn))).toEqual([2]);
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
    expect(typesWaiting().sort()).toEqual(['sync-space-keys', 'sync-space-keys', 'update-profile']);
    expect(new Set([...pages.client.kept.values()].map(({ lane }) => lane)).size).toBe(3);
  });

  test('that changes nothing, or that no task carries, enqueues nothing', async () => {
    const { save } = pages.openPage();
    await save(ada);
    expect(await save(ada)).toEqual({ kind: 'nothing-changed' });
    expect(await save(change('notes', 'one', 'x'))).toEqual({ kind: 'kept-here' });
    expect(waiting()).toHaveLength(1);
  });

  test('of more than a request holds becomes several, all of which a later one replaces', async () => {
    const { save } = pages.openPage();
    const many = Array.from({ length: 1_001 }, (_, place) => change('profile', `field-${place}`, place));
    await save(...many);
    expect((await Promise.all(waiting().map(entriesIn))).sort()).toEqual([1, 1_000].sort());
    await save(ada);
    await pages.rest();
    expect((await Promise.all(waiting().map(entriesIn))).reduce((a, b) => a + b)).toBe(1_002);
    await pages.deliverAll();
    expect([await pages.dirty(), server.held.size]).toEqual([[], 1_002]);
  });
});

describe('a large value', () => {
  const large = (fill: number) => crypto.getRandomValues(new Uint8Array(60_000)).fill(fill, 0, 1);
  const avatar = (fill: number) =>
    Array.from({ length: 6 }, (_, place) => change('profile', `picture-${place}`, large(fill + place)));
  const partsWaiting = () => waiting().filter(({ taskType }) => taskType === 'upload-part');

  test('goes in parts before the delta that names them; what replaces it purges those that it does not name', async () => {
    const { save } = pages.openPage();
    await save(...avatar(0));
    const parts = partsWaiting().map(({ id }) => id);
    const delta = waiting().find(({ taskType }) => taskType === 'update-profile')!;
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
    expect([await pages.dirty(), server.held.size]).toEqual([[], 7]);
  });
});

describe('what finds no room', () => {
  test('is held back with the reason, and enqueued when the outbox has let something go', async () => {
    const { save } = pages.openPage();
    pages.client.room = 1;
    await save(change('space:1', 'key', 'k'));
    expect(await save(ada)).toEqual({ kind: 'held-back', reason: 'outbox-full' });
    await pages.rest();
    expect(pages.shown.heldBack).toEqual(new Map([['profile', 'outbox-full']]));
    await pages.deliver('task-1');
    await pages.rest();
    expect([typesWaiting(), pages.shown.heldBack]).toEqual([['update-profile'], new Map()]);
  });

  test('is enqueued also when it was another kind of task that has gone', async () => {
    const request = () => new Request(ORIGIN, { method: 'POST' });
    const { id } = pages.client.enqueue(
      defineTask({ type: 'send-message', version: 1, context: v.null(), request }),
      null,
    );
    const { save } = pages.openPage();
    pages.client.room = 1;
    await save(ada);
    await pages.rest();
    pages.client.deliver(id);
    await pages.rest();
    expect([typesWaiting(), pages.shown.heldBack]).toEqual([['update-profile'], new Map()]);
  });

  test('is tried again when somebody looks, and not otherwise', async () => {
    const { save, delivery } = pages.openPage();
    pages.client.isFull = true;
    expect(await save(ada)).toEqual({ kind: 'held-back', reason: 'storage-full' });
    pages.client.isFull = false;
    await pages.rest();
    expect(waiting()).toEqual([]);
    void delivery.look();
    await pages.rest();
    expect([typesWaiting(), pages.shown.heldBack]).toEqual([['update-profile'], new Map()]);
  });

  test('is told of all that would find none either, without trying each', async () => {
    pages.client.isFull = true;
    await pages.journal.batch([1, 2, 3].map((space) => change(`space:${space}`, 'key', 'k')));
    pages.openPage();
    await pages.rest();
    expect([...(pages.shown.heldBack ?? [])].sort()).toEqual(
      ['space:1', 'space:2', 'space:3'].map((name) => [name, 'storage-full']),
    );
  });
});

describe('left-overs', () => {
  test('of a page that was closed between keeping and enqueuing are enqueued at the next opening', async () => {
    await pages.journal.batch([ada]);
    pages.openPage();
    await pages.rest();
    expect(typesWaiting()).toEqual(['update-profile']);
  });

  test('wait until it is known what the outbox has', async () => {
    await pages.openPage().save(ada);
    pages.client.isOpening = true;
    pages.openPage();
    await pages.rest();
    pages.client.isOpening = false;
    pages.client.tell();
    await pages.rest();
    expect(pages.client.kept.size).toBe(1);
  });

  test('are none as long as a task carries them, listed or not', async () => {
    const { save, delivery } = pages.openPage();
    pages.client.lists = false;
    await save(ada);
    void delivery.look();
    await pages.rest();
    pages.client.list();
    void delivery.look();
    await pages.rest();
    expect(pages.client.kept.size).toBe(1);
  });

  test('a task that waits for the person carries what is in it; one whose request is gone does not', async () => {
    const { save, delivery } = pages.openPage();
    await save(ada);
    pages.client.fail('task-1', { code: 'refused', message: 'No.', answer: { status: 400, body: '' } });
    void delivery.look();
    await pages.rest();
    expect(pages.client.kept.size).toBe(1);
    pages.client.fail('task-1', { code: 'request-missing', message: 'Gone.' });
    void delivery.look();
    await pages.rest();
    expect(pages.client.kept.size).toBe(2);
  });

  test('a gathering of which one was not stored carries nothing', async () => {
    const { save, delivery } = pages.openPage();
    pages.client.room = 1;
    const many = Array.from({ length: 1_001 }, (_, place) => change('profile', `field-${place}`, place));
    expect(await save(...many)).toEqual({ kind: 'held-back', reason: 'outbox-full' });
    pages.client.room = 9;
    pages.openPage();
    await pages.rest();
    expect((await Promise.all(waiting().map(entriesIn))).sort()).toEqual([1, 1_000].sort());
    void delivery;
  });

  test('what another tab has just saved is that tab’s; what nobody enqueues is not', async () => {
    pages.openPage();
    await pages.rest();
    await pages.journal.batch([ada]);
    await pages.rest(1_000);
    expect(waiting()).toEqual([]);
    await pages.rest(1_500);
    expect(typesWaiting()).toEqual(['update-profile']);
  });

  test('what another tab has cancelled is not enqueued before it had time to take it back', async () => {
    const { save } = pages.openPage();
    await save(ada);
    await pages.client.purge(() => true);
    await pages.rest(1_000);
    expect(waiting()).toEqual([]);
    await pages.journal.revert(['profile']);
    await pages.rest(5_000);
    expect(waiting()).toEqual([]);
  });

  test('leave room for saves', async () => {
    await pages.journal.batch(Array.from({ length: 510 }, (_, space) => change(`space:${space}`, 'key', 'k')));
    const { save } = pages.openPage();
    await vi.waitFor(() => expect(waiting()).toHaveLength(500), 20_000);
    await pages.rest();
    expect(waiting()).toHaveLength(500);
    await save(ada);
    expect(typesWaiting()).toContain('update-profile');
    for (const { id } of waiting().slice(0, 20)) await pages.deliver(id);
    for (let turn = 0; turn < 10; turn += 1) await pages.rest(5_000);
    expect(pages.client.kept.size).toBe(511);
  }, 30_000);
});

describe('a delta that the server declines', () => {
  test('is made anew at once; the second one in a row after a while', async () => {
    const { save } = pages.openPage();
    await save(ada);
    const decline = () => pages.client.end(waiting()[0]!.id, { kind: 'conceded', answer: { status: 409, body: '' } });
    decline();
    await pages.rest();
    expect(waiting()).toHaveLength(1);
    decline();
    await pages.rest();
    expect(waiting()).toHaveLength(0);
    await pages.rest(2_500);
    expect(waiting()).toHaveLength(1);
    await pages.deliverAll();
    expect(await pages.dirty()).toEqual([]);
  });

  test('is none of which nobody takes in the answer: it is not sent again and again without a pause', async () => {
    const { save } = pages.openPage();
    await save(ada);
    for (let round = 0; round < 20; round += 1) {
      for (const { id } of waiting()) pages.client.deliver(id);
      await pages.rest(1_000);
    }
    expect(pages.client.kept.size).toBeGreaterThan(2);
    expect(pages.client.kept.size).toBeLessThan(8);
    await pages.deliverAll();
    await pages.rest(60_000);
    await pages.deliverAll();
    await save(change('profile', 'name', 'Grace'));
    await pages.deliverAll();
    expect(await pages.dirty()).toEqual([]);
  });

  test.each(['idempotency-key-reused', 'clock-ahead', 'parts-missing'])(
    'for good, though another one would do: %s',
    async (code) => {
      await pages.openPage().save(ada);
      const answer = { status: 422, body: JSON.stringify({ code }) };
      pages.client.fail('task-1', { code: 'refused', message: 'No.', answer });
      await pages.rest();
      expect(pages.client.kept.get('task-1')!.task).toMatchObject({ outcome: { kind: 'superseded' } });
      expect(waiting()).toHaveLength(1);
    },
  );

  test('since its part failed waits with it; when the part is gone it is made anew', async () => {
    const { save, delivery } = pages.openPage();
    const values = Array.from({ length: 6 }, () => crypto.getRandomValues(new Uint8Array(60_000)));
    await save(...values.map((value, place) => change('profile', `picture-${place}`, value)));
    const part = waiting().find(({ taskType }) => taskType === 'upload-part')!.id;
    const delta = waiting().find(({ taskType }) => taskType === 'update-profile')!.id;
    pages.client.fail(part, { code: 'refused', message: 'No.' });
    pages.client.fail(delta, { code: 'dependency-failed', message: 'No.', dependency: part });
    void delivery.look();
    await pages.rest();
    expect(typesWaiting()).not.toContain('update-profile');
    await pages.client.purge(({ id }) => id === part);
    await pages.rest(5_000);
    expect(typesWaiting()).toContain('update-profile');
  });
});

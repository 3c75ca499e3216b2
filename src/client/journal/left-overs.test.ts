import * as v from 'valibot';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { oneDevice } from '../../journal/testing/one-device.ts';
import { defineTask } from '../../outbox/index.ts';
import { change, type JournalPages, ORIGIN, openPages } from '../testing/journal-page.ts';

let pages: JournalPages;

beforeEach(async () => {
  const { mine, server } = await oneDevice();
  pages = openPages({ ...mine, server });
});

const ada = change('profile', 'name', 'Ada');

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
    expect([pages.typesWaiting, pages.shown.heldBack]).toEqual([['update-profile'], new Map()]);
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
    expect([pages.typesWaiting, pages.shown.heldBack]).toEqual([['update-profile'], new Map()]);
  });

  test('is tried again when somebody looks, and not otherwise', async () => {
    const { save, delivery } = pages.openPage();
    pages.client.isFull = true;
    expect(await save(ada)).toEqual({ kind: 'held-back', reason: 'storage-full' });
    pages.client.isFull = false;
    await pages.rest();
    expect(pages.client.waiting).toEqual([]);
    void delivery.look();
    await pages.rest();
    expect([pages.typesWaiting, pages.shown.heldBack]).toEqual([['update-profile'], new Map()]);
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
    expect(pages.typesWaiting).toEqual(['update-profile']);
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
    const { save } = pages.openPage();
    pages.client.room = 1;
    const many = Array.from({ length: 1_001 }, (_, place) => change('profile', `field-${place}`, place));
    expect(await save(...many)).toEqual({ kind: 'held-back', reason: 'outbox-full' });
    pages.client.room = 9;
    pages.openPage();
    await pages.rest();
    expect((await pages.entriesWaiting()).sort()).toEqual([1, 1_000].sort());
  });

  test('what another tab has just saved is that tab’s; what nobody enqueues is not', async () => {
    pages.openPage();
    await pages.rest();
    await pages.journal.batch([ada]);
    await pages.rest(1_000);
    expect(pages.client.waiting).toEqual([]);
    await pages.rest(1_500);
    expect(pages.typesWaiting).toEqual(['update-profile']);
  });

  test('what another tab has cancelled is not enqueued before it had time to take it back', async () => {
    const { save } = pages.openPage();
    await save(ada);
    await pages.client.purge(() => true);
    await pages.rest(1_000);
    expect(pages.client.waiting).toEqual([]);
    await pages.journal.revert(['profile']);
    await pages.rest(5_000);
    expect(pages.client.waiting).toEqual([]);
  });

  test('leave room for saves', async () => {
    await pages.journal.batch(Array.from({ length: 510 }, (_, space) => change(`space:${space}`, 'key', 'k')));
    const { save } = pages.openPage();
    await vi.waitFor(() => expect(pages.client.waiting).toHaveLength(500), 20_000);
    await pages.rest();
    expect(pages.client.waiting).toHaveLength(500);
    await save(ada);
    expect(pages.typesWaiting).toContain('update-profile');
    for (const { id } of pages.client.waiting.slice(0, 20)) await pages.deliver(id);
    for (let turn = 0; turn < 10; turn += 1) await pages.rest(5_000);
    expect(pages.client.kept.size).toBe(511);
  }, 30_000);
});

import { beforeEach, expect, test } from 'vitest';
import { ModelServer } from '../../journal/testing/model-server.ts';
import { testJournal } from '../../journal/testing/test-journal.ts';
import { signal } from '../../outbox/replay/signal.ts';
import { change, type JournalPages, type JournalWorld, openPages } from '../testing/journal-page.ts';

let world: JournalWorld;
let pages: JournalPages;

beforeEach(async () => {
  const { journal, time } = await testJournal();
  world = { journal, time, server: new ModelServer(() => time.now) };
  pages = openPages(world);
});

const ada = change('profile', 'name', 'Ada');
const waiting = () => pages.client.waiting.map(({ taskType }) => taskType);
const name = () => pages.journal.collection('profile').get('name');

test('off purges what waits, keeps what was saved, and sends nothing any more', async () => {
  const { save, turnOff } = pages.openPage();
  await save(ada, change('space:1', 'key', 'k'));
  expect(await turnOff()).toBe(2);
  await pages.rest(10_000);
  expect([waiting(), await pages.dirty(), pages.shown.isOn]).toEqual([[], ['profile', 'space:1'], false]);
  expect(await save(change('profile', 'name', 'Grace'))).toEqual({ kind: 'kept-here' });
  pages.openPage();
  await pages.rest(10_000);
  expect([waiting(), await name()]).toEqual([[], 'Grace']);
});

test('off purges also what was being saved at that moment', async () => {
  const { save, turnOff } = pages.openPage();
  const gate = signal();
  pages.client.gate = gate.promise;
  const saving = save(ada);
  await pages.rest();
  const turningOff = turnOff();
  await pages.rest();
  gate.resolve();
  await Promise.all([saving, turningOff]);
  await pages.rest(10_000);
  expect(waiting()).toEqual([]);
});

test('on sends everything that the server has not got', async () => {
  const { save, turnOff, turnOn } = pages.openPage();
  await save(ada);
  await turnOff();
  await save(change('space:1', 'key', 'k'));
  const on = turnOn();
  await pages.deliverAll();
  await on;
  expect([await pages.dirty(), pages.shown.isOn]).toEqual([[], true]);
});

test('a removal waits for what is on its way, and goes although sync is off', async () => {
  const { save, removeFromServer } = pages.openPage();
  await save(ada);
  pages.client.begin('task-1');
  await save(change('space:1', 'key', 'k'));
  const removing = removeFromServer();
  await pages.rest();
  expect(waiting()).toEqual([]);
  pages.client.deliver('task-1');
  await pages.rest();
  const { id } = await removing;
  const { request } = pages.client.kept.get(id)!;
  expect([waiting(), request.method, request.url]).toEqual([
    ['remove-from-server'],
    'DELETE',
    `http://server.test/v1/accounts/${pages.journal.account}/entries`,
  ]);
  await pages.deliver(id);
  await pages.rest(10_000);
  expect([waiting(), await pages.dirty(), await pages.journal.isSyncOn()]).toEqual([[], ['profile', 'space:1'], false]);
});

test('a failed task that is discarded takes back what it carried, and nothing enqueues it again', async () => {
  const { save, discard } = pages.openPage();
  await save(ada);
  await pages.deliverAll();
  await save(change('profile', 'name', 'Grace'), change('space:1', 'key', 'k'));
  const failed = pages.client.waiting.find(({ taskType }) => taskType === 'update-profile')!.id;
  pages.client.fail(failed, { code: 'refused', message: 'No.' });
  await discard(failed);
  await pages.rest(10_000);
  expect([waiting(), await name(), await pages.dirty()]).toEqual([['sync-space-keys'], 'Ada', ['space:1']]);
});

test('a waiting task that is cancelled takes back what it carried, is never sent, and nothing enqueues it again', async () => {
  const { save, cancel } = pages.openPage();
  await save(ada);
  await pages.deliverAll();
  await save(change('profile', 'name', 'Grace'), change('space:1', 'key', 'k'));
  await cancel(pages.client.waiting.find(({ taskType }) => taskType === 'update-profile')!.id);
  await pages.rest(10_000);
  expect([waiting(), await name(), await pages.dirty()]).toEqual([['sync-space-keys'], 'Ada', ['space:1']]);
});

test('what is on its way cannot be cancelled, and nothing of it is taken back', async () => {
  const { save, cancel } = pages.openPage();
  await save(ada);
  pages.client.begin('task-1');
  await expect(cancel('task-1')).rejects.toMatchObject({ code: 'task-already-sent' });
  expect([await name(), await pages.dirty()]).toEqual(['Ada', ['profile']]);
});

test('while a failed task is being discarded, what it carried is no left-over', async () => {
  const gate = signal();
  const { journal } = pages;
  const revert = async (names: readonly string[]) => {
    await gate.promise;
    await journal.revert(names);
  };
  pages = openPages({ ...world, journal: { ...journal, revert } });
  const { save, discard, delivery } = pages.openPage();
  await save(ada);
  pages.client.fail('task-1', { code: 'refused', message: 'No.' });
  const discarding = discard('task-1');
  await pages.rest();
  void delivery.look();
  await pages.rest(10_000);
  expect(waiting()).toEqual([]);
  gate.resolve();
  await discarding;
  await pages.rest(10_000);
  expect([waiting(), await pages.dirty()]).toEqual([[], []]);
});

test('with a part that is discarded goes the delta that waited for it', async () => {
  const { save, discard } = pages.openPage();
  const part = await pages.failPart(save);
  await discard(part);
  await pages.rest(10_000);
  expect([pages.client.tasks.filter(({ status }) => status === 'failed'), await pages.dirty()]).toEqual([[], []]);
});

test('what cannot be discarded says so, and takes nothing back', async () => {
  const { save, discard } = pages.openPage();
  await save(ada);
  await expect(discard('task-1')).rejects.toMatchObject({ code: 'task-not-waiting-for-you' });
  await expect(discard('nobody')).rejects.toMatchObject({ code: 'task-not-waiting-for-you' });
  expect([waiting(), await name()]).toEqual([['update-profile'], 'Ada']);
});

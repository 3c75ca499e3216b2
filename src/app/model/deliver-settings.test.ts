import 'fake-indexeddb/auto';
import { BackhaulError, type Client, type QueueTask, type Receipt } from 'backhaul';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AppDatabase, openAppDatabase } from '../settings/database.ts';
import { newIdentity } from '../settings/identity.ts';
import { SettingsStore } from '../settings/store.ts';
import { settingsDelivery } from './deliver-settings.ts';
import { UnderWay } from './under-way.ts';

const identity = newIdentity();
let database: AppDatabase;
let store: SettingsStore;
let tasks: QueueTask[];
let stored: () => Promise<void>;
let underWay: UnderWay;

beforeEach(async () => {
  database = await openAppDatabase();
  store = new SettingsStore(database, identity.device);
  tasks = [];
  stored = () => Promise.resolve();
  underWay = new UnderWay();
});
afterEach(async () => {
  database.close();
  await deleteDB('backhaul-app');
});

/** The page's outbox as far as the settings use it: lists nothing until `tasks` says so. */
const enqueue: Client['enqueue'] = (definition, context): Receipt => {
  const id = `task-${tasks.length}`;
  const common = { id, taskType: definition.type, version: 1, account: identity.account, context };
  tasks.push({ ...common, retryCount: 0, createdAt: 1, bytes: 0, status: 'pending', wait: { for: 'turn' } });
  return { id, stored: stored(), settled: new Promise(() => undefined) };
};
const open = () => settingsDelivery(store, identity, { enqueue, snapshot: () => ({ tasks }) }, underWay);
const save = (value: string) => store.save([{ id: 'profile/displayName', value }]);

test('what was kept when the tab closed, and never enqueued, is enqueued at the next opening', async () => {
  await save('Ada');
  expect(await store.localCollections()).toEqual(['profile']);
  expect(await open().enqueueLeftOver('profile')).toEqual({ kind: 'enqueued' });
  expect(tasks).toMatchObject([{ taskType: 'update-profile', context: { entries: [{ id: 'profile/displayName' }] } }]);
});

test('what the outbox carries is no left-over, also before it is listed', async () => {
  await save('Ada');
  const delivery = open();
  await delivery.enqueue('profile', await store.local('profile'));
  expect(await delivery.enqueueLeftOver('profile')).toEqual({ kind: 'nothing-to-send' });
  underWay.observe(tasks);
  expect(await delivery.enqueueLeftOver('profile')).toEqual({ kind: 'nothing-to-send' });
  await save('Grace');
  expect(await delivery.enqueueLeftOver('profile')).toEqual({ kind: 'enqueued' });
});

test('a change that finds no room stays here and is held back, with the reason', async () => {
  await save('Ada');
  stored = () => Promise.reject(new BackhaulError('storage-full', { taskType: 'update-profile' }));
  expect(await open().enqueue('profile', await store.local('profile'))).toEqual({
    kind: 'held-back',
    reason: 'storage-full',
  });
  expect(await store.values('profile')).toEqual({ displayName: 'Ada' });
  expect(await store.localCollections()).toEqual(['profile']);
});

test('says when the outbox has let go of a request, and only then', async () => {
  await save('Ada');
  await open().enqueue('profile', await store.local('profile'));
  expect(underWay.observe(tasks)).toBe(false);
  expect(underWay.observe(tasks)).toBe(false);
  expect(underWay.observe([])).toBe(true);
  expect(underWay.observe([])).toBe(false);
});

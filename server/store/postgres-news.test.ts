import { expect, it, onTestFinished, vi } from 'vitest';
import { ask } from '../testing/ask-postgres.ts';
import { cutLine } from '../testing/cut-line.ts';
import { migratedDatabase } from '../testing/postgres.ts';
import { ALICE, BOB, valueEntry } from '../testing/samples.ts';
import { PostgresChannel } from './postgres-channel.ts';
import { openPostgresStore, type PostgresStoreOptions } from './postgres-store.ts';
import type { Store } from './store.ts';
import { entriesTopic } from './topics.ts';

/** Nothing is made up for within a test, unless it says so. */
const NO_HEARTBEAT = 600_000;

async function openStore(options: PostgresStoreOptions): Promise<Store> {
  const store = await openPostgresStore({ heartbeat: NO_HEARTBEAT, ...options });
  onTestFinished(() => store.close());
  return store;
}

async function openTwo(options: Partial<PostgresStoreOptions> = {}) {
  const url = await migratedDatabase();
  return { url, near: await openStore({ url, ...options }), far: await openStore({ url, ...options }) };
}

const put = (store: Store, id: string, account = ALICE) =>
  store.transact(account, (transaction) => transaction.putEntries([valueEntry(id, 1, 1)]));

function follow(store: Store, account = ALICE): number[] {
  const heard: number[] = [];
  store.watch(entriesTopic(account), (cursor) => heard.push(cursor));
  return heard;
}

/** Ends the connections that listen, as an administrator would. Gives how many there were. */
async function terminateListeners(url: string): Promise<number> {
  const listening = `query LIKE '%LISTEN%' OR query LIKE '%pg_notify%' OR query = 'SELECT 1'`;
  const statement = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'backhaul' AND pid <> pg_backend_pid() AND (${listening})`;
  return (await ask(url, statement)).length;
}

it('tells who watches in another process, once the change can be read there', async () => {
  const { near, far } = await openTwo();
  const [heard, ofBob] = [follow(far), follow(far, BOB)];
  const read: Promise<number>[] = [];
  far.watch(entriesTopic(ALICE), () => read.push(far.cursorOf(ALICE)));
  await put(near, 'a');
  await expect.poll(() => heard).toEqual([1]);
  expect(await Promise.all(read)).toEqual([1]);
  await put(far, 'b');
  expect(heard).toEqual([1, 2]);
  await put(near, 'c');
  await expect.poll(() => heard).toEqual([1, 2, 3]);
  expect(ofBob).toEqual([]);
});

it('tells the newest of many commits at last, and never one that is behind what it has told', async () => {
  const { near, far } = await openTwo();
  const heard = follow(far);
  await Promise.all(Array.from({ length: 100 }, (_, index) => put(index % 2 === 0 ? near : far, `entry-${index}`)));
  await expect.poll(() => heard.at(-1)).toBe(100);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  expect(new Set(heard).size).toBe(heard.length);
});

it('tells of more topics at once than one message holds', async () => {
  const { near, far } = await openTwo({ poolSize: 20 });
  const accounts = Array.from({ length: 300 }, (_, index) => `${ALICE}-${index}`.padEnd(60, 'x') as typeof ALICE);
  const heard = accounts.map((account) => follow(far, account));
  await Promise.all(accounts.map((account) => put(near, 'a', account)));
  await expect.poll(() => heard.filter((cursors) => cursors.at(-1) === 1).length).toBe(accounts.length);
});

it('makes up for what it missed when the connection that listens was terminated', async () => {
  const { url, near, far } = await openTwo();
  const [heard, ofBob] = [follow(far), follow(far, BOB)];
  await put(near, 'a');
  await expect.poll(() => heard).toEqual([1]);
  expect(await terminateListeners(url)).toBe(2);
  await put(near, 'b');
  await put(near, 'of-bob', BOB);
  await expect.poll(() => [heard.at(-1), ofBob.at(-1)], { timeout: 5000 }).toEqual([2, 1]);
  await put(near, 'c');
  await expect.poll(() => heard.at(-1), { timeout: 5000 }).toBe(3);
});

it('notices by its heartbeat that the other end is gone without a word', async () => {
  const url = await migratedDatabase();
  const line = await cutLine(url);
  const timeouts = { connection: 300, statement: 100 };
  const [near, far] = [await openStore({ url }), await openStore({ url: line.url, heartbeat: 50, timeouts })];
  const heard = follow(far);
  await put(near, 'a');
  await expect.poll(() => heard).toEqual([1]);
  line.set('silent');
  await put(near, 'b');
  await expect(far.check()).rejects.toMatchObject({ code: 'storage-unavailable' });
  line.set('open');
  await expect.poll(() => heard.at(-1), { timeout: 10_000 }).toBe(2);
}, 30_000);

it('tells at a heartbeat what a process had no time to tell before it ended', async () => {
  const url = await migratedDatabase();
  const far = await openStore({ url, heartbeat: 50 });
  const heard = follow(far);
  await ask(url, `INSERT INTO accounts (account, cursor) VALUES ($1, 7)`, [ALICE]);
  await expect.poll(() => heard).toEqual([7]);
});

it('tells at a heartbeat what the database did not take', async () => {
  const url = await migratedDatabase();
  const [near, far] = [await openStore({ url, heartbeat: 50 }), await openStore({ url })];
  const heard = follow(far);
  const send = vi.spyOn(PostgresChannel.prototype, 'send').mockRejectedValueOnce(new Error('The queue is full.'));
  onTestFinished(() => send.mockRestore());
  await put(near, 'a');
  await expect.poll(() => heard).toEqual([1]);
});

it('tells what it could not while its connection was away, once there is another', async () => {
  const url = await migratedDatabase();
  const [near, far] = [await openStore({ url: `${url}?application_name=near` }), await openStore({ url })];
  const heard = follow(far);
  const listener = `FROM pg_stat_activity WHERE application_name = 'near' AND query LIKE '%LISTEN%'`;
  await ask(url, `SELECT pg_terminate_backend(pid) ${listener}`);
  await put(near, 'a');
  await expect.poll(() => heard, { timeout: 5000 }).toEqual([1]);
});

import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../testing/ask-postgres.ts';
import { cutLine } from '../testing/cut-line.ts';
import { migratedDatabase } from '../testing/postgres.ts';
import { startCluster } from '../testing/postgres-cluster.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { openPostgresStore, type PostgresStoreOptions } from './postgres-store.ts';
import type { Store } from './store.ts';
import { entriesTopic } from './topics.ts';

const WHOLE = { since: 0, entries: 100, bytes: 1_000_000 };
const UNAVAILABLE = expect.objectContaining({ code: 'storage-unavailable' });

async function openStore(options: PostgresStoreOptions): Promise<Store> {
  const store = await openPostgresStore(options);
  onTestFinished(() => store.close());
  return store;
}

const put = (store: Store, id: string) =>
  store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry(id, 1, 1)]));
const idsIn = async (store: Store) => (await store.changes(ALICE, WHOLE)).entries.map(({ id }) => id);

it('is unavailable while the server is down, keeps what it has said it keeps through a crash, and goes on', async () => {
  const cluster = await startCluster();
  onTestFinished(() => cluster.remove());
  const [store, other] = [await openStore({ url: cluster.url }), await openStore({ url: cluster.url })];
  const heard: number[] = [];
  other.watch(entriesTopic(ALICE), (cursor) => heard.push(cursor));
  await put(store, 'before');
  await cluster.stop('immediate');
  await expect(put(store, 'meanwhile')).rejects.toEqual(UNAVAILABLE);
  await expect(store.check()).rejects.toEqual(UNAVAILABLE);
  await cluster.start();
  await put(store, 'after');
  expect(await idsIn(store)).toEqual(['before', 'after']);
  await expect.poll(() => heard.at(-1), { timeout: 10_000 }).toBe(2);
}, 30_000);

it('changes nothing in a database that is read-only, and writes again when it is not', async () => {
  const url = await migratedDatabase();
  const store = await openStore({ url });
  await put(store, 'before');
  const name = new URL(url).pathname.slice(1);
  await ask(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  const readOnly = await openStore({ url });
  await expect(put(readOnly, 'meanwhile')).rejects.toEqual(UNAVAILABLE);
  expect(await idsIn(readOnly)).toEqual(['before']);
  const writing = `${url}?options=${encodeURIComponent('-c default_transaction_read_only=off')}`;
  await ask(writing, `ALTER DATABASE ${name} RESET default_transaction_read_only`);
  // Each connection from before is given up at its first save.
  const save = () =>
    put(readOnly, 'after').then(
      () => 'saved',
      () => 'unavailable',
    );
  await expect.poll(save).toBe('saved');
  expect(await idsIn(store)).toEqual(['before', 'after']);
});

it('does not know of a commit whose answer was lost, says so, and the next attempt finds what there is', async () => {
  const url = await migratedDatabase();
  const line = await cutLine(url);
  const store = await openStore({ url: line.url });
  const lost = store.transact(ALICE, async (transaction) => {
    await transaction.putEntries([valueEntry('a', 1, 1)]);
    line.set('cut');
  });
  await expect(lost).rejects.toEqual(UNAVAILABLE);
  line.set('open');
  expect(await store.transact(ALICE, async (transaction) => transaction.cursor)).toBe(0);
  await put(store, 'a');
  expect(await idsIn(store)).toEqual(['a']);
});

it('gives up on a server that is gone without a word, and closes', async () => {
  const line = await cutLine(await migratedDatabase());
  const timeouts = { connection: 200, statement: 100 };
  const store = await openPostgresStore({ url: line.url, timeouts });
  line.set('silent');
  await expect(put(store, 'a')).rejects.toEqual(UNAVAILABLE);
  await expect(put(store, 'a')).rejects.toEqual(UNAVAILABLE);
  await store.close();
}, 20_000);

import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../server/store/open-store.ts';
import { emptyDatabase } from '../../server/testing/postgres.ts';
import { bundle } from '../../server/testing/run-processes.ts';
import { newAccount, registration, save } from '../support/signed-saves.ts';
import { judge } from './judge.ts';
import { LiveListener } from './live-listener.ts';
import { send } from './send.ts';
import { ServerProcess } from './server-process.ts';
import { Writers } from './writers.ts';

const NOTHING_WRONG = { lost: [], unknown: [], notOnce: [], miscounted: [] };
const RESTARTS = 4;

async function startTwo() {
  const [program, place] = [await bundle('server/backhaul.ts'), await emptyDatabase()];
  const servers = await Promise.all([ServerProcess.start([program], place), ServerProcess.start([program], place)]);
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.kill()))));
  return { program, place, servers };
}

it('[G41] a save through one server is live on a device that is connected to the other', {
  timeout: 60_000,
}, async () => {
  const { servers } = await startTwo();
  const [here, there] = [servers[0].origin, servers[1].origin];
  const account = newAccount();
  expect(await send(here, await registration(here, account))).toMatchObject({ status: 200 });
  const listener = await new LiveListener().open(there, account);
  onTestFinished(() => listener.leave());
  await expect.poll(() => listener.cursors).toEqual([0]);
  for (const id of ['first', 'second']) {
    expect(await send(here, await save(here, account, { id, at: Date.now() }))).toMatchObject({ status: 200 });
  }
  await expect.poll(() => listener.cursors.at(-1), { timeout: 10_000 }).toBe(2);
});

it('[G41] two servers that are restarted in turn under load lose nothing and refuse nothing', {
  timeout: 120_000,
}, async () => {
  const { program, place, servers } = await startTwo();
  const writers = new Writers();
  await writers.register(servers[0].origin);
  const stop = new AbortController();
  const writing = [0, 1].map(async (which) => {
    // A client that gets no answer from a server that stops tries again, until the next one is there.
    while (!stop.signal.aborted) await writers.write((servers[which] ?? servers[0]).origin, 4, stop.signal);
  });
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    await writers.moreAnswers(20);
    const which = restart % 2;
    expect(await servers[which]?.stop()).toBe(0);
    servers[which] = await ServerProcess.start([program], place);
  }
  await writers.moreAnswers(20);
  stop.abort();
  await Promise.all(writing);
  await writers.finish(servers[0].origin);
  expect(writers.refused).toEqual([]);
  const { store } = await openStore({ dataDirectory: '', databaseUrl: place });
  expect(await judge(writers, store)).toEqual(NOTHING_WRONG);
  await store.close();
});

import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import {
  type Announcements,
  broadcastAnnouncements,
  type DeliveryOptions,
  list,
  openOutbox,
  outboxNames,
  pause,
  resume,
  storesOf,
} from '../../outbox/index.ts';
import { stampOf } from '../../outbox/ledger/ledger-contract.ts';
import { oneAfterTheOther } from '../../outbox/testing/exclusively.ts';
import { drainHere } from './drain-here.ts';

const ids = Array.from({ length: 40 }, (_, place) => `task-${place}`);
const origin = 'http://server.test';
let announcements: Announcements;

/** A page with tasks in one lane, and the engine in it. */
async function openPage(
  respond: (id: string) => Promise<void>,
  delivery: (stores: ReturnType<typeof storesOf>) => DeliveryOptions,
) {
  const names = outboxNames(`page-${crypto.randomUUID()}`);
  announcements = broadcastAnnouncements(names.channel);
  const sent: string[] = [];
  const environment = {
    now: () => Date.now(),
    random: () => 0.5,
    deadline: (milliseconds: number) => AbortSignal.timeout(milliseconds),
    exclusively: oneAfterTheOther(),
    fetch: async ({ url }: Request) => {
      const id = new URL(url).pathname.slice(1);
      sent.push(id);
      await respond(id);
      return new Response(null, { status: 204 });
    },
  };
  const outbox = openOutbox(names, announcements, environment);
  const stores = storesOf(outbox);
  for (const id of ids) {
    const stamp = { ...stampOf(id, { orderingKey: 'lane' }), origin, createdAt: Date.now() };
    const place = await stores.queue.push({ url: `${origin}/${id}`, method: 'POST', headers: {} }, stamp);
    await list(stores, [{ stamp, place }]);
  }
  return { sent, stores, engine: drainHere(outbox, announcements, delivery(stores)) };
}

afterEach(() => announcements.close());

test('the engine’s own changes call nothing off', async () => {
  const { engine, sent } = await openPage(
    async () => undefined,
    () => ({}),
  );
  let changes = 0;
  announcements.listen(() => {
    changes += 1;
  });
  await engine.replay({ networkIsBack: false });
  expect(sent).toEqual(ids);
  expect(changes).toBeLessThan(ids.length / 2);
});

test('[G17] what its own page does calls off what it has begun and not sent', async () => {
  const page = await openPage(
    async (id) => {
      if (id === 'task-5') await pause(page.stores);
    },
    () => ({}),
  );
  await page.engine.replay({ networkIsBack: false });
  expect(page.sent).toEqual(ids.slice(0, 6));
  await resume(page.stores);
  await page.engine.replay({ networkIsBack: false });
  expect(page.sent).toEqual(ids);
});

test('a beforeSend that acts each time it is asked, without waiting, is asked once a task', async () => {
  let asked = 0;
  const { engine, sent } = await openPage(
    async () => undefined,
    (stores) => ({
      beforeSend: () => {
        asked += 1;
        void resume(stores);
        return 'send';
      },
    }),
  );
  await engine.replay({ networkIsBack: false });
  expect([sent, asked]).toEqual([ids, ids.length]);
});

/** Backhaul's client as both benches use it. */

import * as v from 'valibot';
import { createClient, defineTask } from '../../../src/client/index.ts';
import { outboxNames } from '../../../src/outbox/index.ts';
import { entryOf, saveRequest } from '../../stage/settings-task.ts';

export const NAME = 'bench';

const BUDGET = { tasks: 20_000, bytes: 200_000_000 };

/** `lanes`: over how many ordering keys the tasks go. `batch`: where the server takes many requests in one, if at all. */
export async function openBackhaul({ account, lanes, batch }) {
  const client = createClient({
    account,
    worker: '/sw.js',
    name: NAME,
    budget: BUDGET,
    ...(batch === undefined ? {} : { delivery: { batch } }),
  });
  await navigator.serviceWorker.ready;
  const save = defineTask({
    type: 'save-setting',
    version: 1,
    context: v.object({ task: v.number() }),
    request: ({ task }) => saveRequest(account, [entryOf(task)]),
    orderingKey: ({ task }) => `lane-${task % lanes}`,
  });
  return { client, enqueue: (task) => client.enqueue(save, { task }) };
}

/** Resolves once the client lists at least so many tasks. */
export function lists(client, count) {
  return new Promise((resolve) => {
    const stop = client.subscribe(look);
    function look() {
      if (client.snapshot().tasks.length < count) return;
      stop();
      resolve();
    }
    look();
  });
}

/** Resolves once nobody is sending, or trying to. */
export async function nobodySends() {
  await navigator.locks.request(outboxNames(NAME).lock, () => undefined);
}

import { lists, openBackhaul } from '../drain/contestants/backhaul-client.js';
import { openBarePut } from './bare-put.js';

const LANES = 20;
/** How many saves are made at once until the queue is as deep as it should be. */
const CHUNK = 500;

async function millisecondsOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

window.prepareDepth = async () => {
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
};

window.openDepth = async ({ account, waiting }) => {
  const { client, enqueue } = await openBackhaul({ account, lanes: LANES });
  for (let first = 0; first < waiting; first += CHUNK) {
    const tasks = Array.from({ length: Math.min(CHUNK, waiting - first) }, (_, place) => first + place);
    await Promise.all(tasks.map((task) => enqueue(task).stored));
  }
  const { rowOf, put } = await openBarePut(account);
  let saved = waiting;
  await lists(client, saved);

  const measurements = {
    put: async () => {
      const row = await rowOf(saved);
      return await millisecondsOf(() => put(row));
    },
    enqueue: async () => {
      const time = await millisecondsOf(() => enqueue(saved).stored);
      saved += 1;
      await lists(client, saved);
      return time;
    },
  };

  window.depth = {
    saved: () => saved,
    /** One put and one save; which of them comes first changes from pair to pair. */
    measurePair: async () => {
      const times = {};
      const names = saved % 2 === 0 ? ['put', 'enqueue'] : ['enqueue', 'put'];
      for (const name of names) times[name] = await measurements[name]();
      return times;
    },
  };
};

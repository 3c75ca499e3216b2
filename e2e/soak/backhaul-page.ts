/** The soak's page with the queue under test: the library by its public name. */
import { BackhaulError, createClient } from 'backhaul';
import { countQueuedRequests } from '../support/indexed-db.ts';
import { tasks } from './backhaul-tasks.ts';
import { loadDice } from './loaded-dice.ts';
import { ACCOUNT, BATCH } from './save-request.ts';
import type { CancelTold, PageTask, Told } from './soak-page.ts';

const TOO_LATE: ReadonlySet<string> = new Set(['task-already-sent', 'task-not-waiting-for-you']);

loadDice();

const client = createClient({
  account: ACCOUNT,
  worker: '/sw.js',
  budget: { tasks: 5_000 },
  delivery: { batch: BATCH },
});

window.soak = {
  ready: Promise.resolve(),
  write,
  cancel,
  canCancel: true,
  waiting: countQueuedRequests,
  replayNow: async () => client.replayNow(),
  held: async () => client.snapshot().tasks.filter(({ status }) => status === 'pending' || status === 'processing'),
  failures: async () =>
    client.snapshot().tasks.flatMap((task) => (task.status === 'failed' ? [`${task.id}: ${task.error.message}`] : [])),
};

async function write(task: PageTask): Promise<Told> {
  const { id, stored } = client.enqueue(tasks[task.kind], task);
  try {
    await stored;
    return { kind: 'stored', key: id };
  } catch (error) {
    if (error instanceof BackhaulError) return { kind: 'refused', code: error.code };
    throw error;
  }
}

async function cancel(key: string): Promise<CancelTold> {
  try {
    await client.cancel(key);
  } catch (error) {
    if (error instanceof BackhaulError && TOO_LATE.has(error.code)) return { kind: 'too-late' };
    throw error;
  }
  const settlement = await client.follow(key);
  return settlement.kind === 'cancelled' ? settlement : { kind: 'too-late' };
}

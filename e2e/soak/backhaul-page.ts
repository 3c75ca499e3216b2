/** The soak's page with the queue under test: the library by its public name. */
import { BackhaulError, createClient } from 'backhaul';
import { createAccount, readAccount, signRequests } from 'backhaul/account';
import { countQueuedRequests } from '../support/indexed-db.ts';
import { tasksOf } from './backhaul-tasks.ts';
import { loadDice } from './loaded-dice.ts';
import { BATCH } from './save-request.ts';
import type { CancelTold, PageTask, Told } from './soak-page.ts';

const TOO_LATE: ReadonlySet<string> = new Set(['task-already-sent', 'task-not-waiting-for-you']);

loadDice();

const opening = open();

window.soak = {
  ready: opening.then(() => undefined),
  account: async () => (await opening).account,
  write,
  cancel,
  canCancel: true,
  waiting: countQueuedRequests,
  replayNow: async () => (await opening).client.replayNow(),
  held: async () => (await listed()).filter(({ status }) => status === 'pending' || status === 'processing'),
  failures: async () =>
    (await listed()).flatMap((task) => (task.status === 'failed' ? [`${task.id}: ${task.error.message}`] : [])),
};

/** The first tab makes the browser's account; all others, of its later lives too, find it. */
async function open() {
  const { id: account } = (await readAccount()) ?? (await createAccount()).account;
  const client = createClient({
    account,
    worker: '/sw.js',
    budget: { tasks: 5_000 },
    delivery: { batch: BATCH, authorize: signRequests(readAccount) },
  });
  return { account, client, tasks: tasksOf(account) };
}

async function listed() {
  return (await opening).client.snapshot().tasks;
}

async function write(task: PageTask): Promise<Told> {
  const { client, tasks } = await opening;
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
  const { client } = await opening;
  try {
    await client.cancel(key);
  } catch (error) {
    if (error instanceof BackhaulError && TOO_LATE.has(error.code)) return { kind: 'too-late' };
    throw error;
  }
  const settlement = await client.follow(key);
  return settlement.kind === 'cancelled' ? settlement : { kind: 'too-late' };
}

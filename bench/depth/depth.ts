import type { BenchOptions, Figures } from '../figures.ts';
import { onStage } from '../stage/stage.ts';
import { depthFigures } from './figures.ts';
import { OfflineQueue, type Pair } from './offline-queue.ts';

const PAIRS = 250;
/** The first ones pay for what is opened and compiled once. */
const WARM_UP = 10;
const DEPTHS = [0, 1_000, 10_000];

/** What keeping one save costs on the device, beside a bare put: as the queue grows, and with the worker stopped. */
export async function measureDepth({ tasks = PAIRS }: BenchOptions): Promise<Figures> {
  const awake = new Map<number, readonly Pair[]>();
  for (const depth of DEPTHS) {
    awake.set(depth, await withQueue(depth, (queue) => pairs(queue, tasks)));
    console.log(`${depth} tasks waiting: ${tasks} saves measured`);
  }
  const workerStopped = await withQueue(0, (queue) => pairsWhileStopped(queue, tasks));
  console.log(`Worker stopped: ${tasks} saves measured`);
  return depthFigures({ awake, workerStopped });
}

/** Every queue has a browser of its own: with a stopped worker one cannot go online any more. */
function withQueue<Result>(waiting: number, measure: (queue: OfflineQueue) => Promise<Result>): Promise<Result> {
  return onStage(async (stage) => {
    const queue = await OfflineQueue.open(stage, waiting);
    await pairs(queue, WARM_UP);
    const result = await measure(queue);
    await queue.hasWaited();
    await queue.close();
    return result;
  });
}

async function pairs(queue: OfflineQueue, count: number): Promise<readonly Pair[]> {
  const measured: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) measured.push(await queue.measurePair());
  return measured;
}

async function pairsWhileStopped(queue: OfflineQueue, count: number): Promise<readonly Pair[]> {
  const measured: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    await queue.stopWorker();
    measured.push(await queue.measurePair());
  }
  return measured;
}

import { median, toThreeDigits } from '../stage/statistics.ts';
import type { Pair } from './offline-queue.ts';

export interface DepthSamples {
  /** By how many tasks waited before the first of them. */
  readonly awake: ReadonlyMap<number, readonly Pair[]>;
  readonly workerStopped: readonly Pair[];
}

export function depthFigures({ awake, workerStopped }: DepthSamples): Record<string, number> {
  const empty = middle(awake.get(0) ?? []);
  const stopped = middle(workerStopped);
  const byDepth = [...awake].map(([depth, pairs]) => [`depth.enqueueMs${depth}`, middle(pairs).enqueue] as const);
  const deepest = middle([...awake.values()].at(-1) ?? []);
  const figures = {
    'depth.putMs': empty.put,
    ...Object.fromEntries(byDepth),
    'depth.enqueueOverPut': empty.enqueue / empty.put,
    'depth.enqueueOverPutWorkerStopped': stopped.enqueue / stopped.put,
    [`depth.enqueueRatio${Math.max(...awake.keys())}`]: deepest.enqueue / empty.enqueue,
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, toThreeDigits(value)]));
}

function middle(pairs: readonly Pair[]): Pair {
  return { put: median(pairs.map(({ put }) => put)), enqueue: median(pairs.map(({ enqueue }) => enqueue)) };
}

import { nextTask } from '../seal/next-task.ts';
import { type Slices, slicesOf } from './slices.ts';

/** What is left of a moment in which the page has nothing to do: at most 50 ms, none once somebody touches it. */
interface Idle {
  readonly timeRemaining: () => number;
}

/** Safari has had it for a short time only, workers have none. */
declare const requestIdleCallback:
  | ((work: (idle: Idle) => void, options: { readonly timeout: number }) => number)
  | undefined;
/** Workers have none. */
declare const document: { readonly hidden: boolean } | undefined;

/** Milliseconds: leaves a frame of 16 ms its room, should one begin meanwhile. */
const SLICE = 5;
/** Milliseconds after which work goes on in a page that is never idle. */
const PATIENCE = 1_000;

/**
 * Slices in the moments in which the page has nothing else to do, as many as fit into one of them, each a task of its own. In
 * a worker and in a hidden page, which browsers hardly ever find idle, they follow one another.
 */
export function idleSlices(): Slices {
  let idle: Idle = { timeRemaining: () => 0 };
  const wait = async () => {
    if (typeof requestIdleCallback === 'undefined' || isHidden() || idle.timeRemaining() >= SLICE)
      return await nextTask();
    idle = await new Promise<Idle>((resolve) => requestIdleCallback(resolve, { timeout: PATIENCE }));
  };
  return slicesOf(SLICE, wait, () => performance.now());
}

function isHidden(): boolean {
  return typeof document === 'undefined' || document.hidden;
}

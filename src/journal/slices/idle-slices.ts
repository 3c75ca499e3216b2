import { nextTask } from '../seal/next-task.ts';
import { type Slices, slicesOf } from './slices.ts';

/** Where there are none: in workers, and in Safari before it had them. */
declare const requestIdleCallback: ((work: () => void, options: { readonly timeout: number }) => number) | undefined;
/** Workers have none. */
declare const document: { readonly hidden: boolean } | undefined;

/** Milliseconds: leaves a frame of 16 ms its room, should one begin meanwhile. */
const IDLE = 5;
/** Milliseconds after which work goes on in a page that is never idle. */
const PATIENCE = 1_000;

/** Slices in the moments in which the page has nothing else to do; in a worker and in a hidden page, one after the other. */
export function idleSlices(): Slices {
  return slicesOf(IDLE, whenIdle, () => performance.now());
}

/** Browsers hardly ever find a hidden page idle. */
function whenIdle(): Promise<void> {
  if (typeof requestIdleCallback === 'undefined' || typeof document === 'undefined' || document.hidden)
    return nextTask();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: PATIENCE }));
}

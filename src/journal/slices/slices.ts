import { nextTask } from '../seal/next-task.ts';

/** Work that would keep a page from answering is done in slices, with room for others in between. */
export interface Slices {
  /** Whether this slice's time is over. */
  readonly isOver: () => boolean;
  /** Resolves when the next slice begins. */
  readonly next: () => Promise<void>;
}

/** Slices of so many milliseconds of `now`, each of which begins when `wait` resolves. */
export function slicesOf(milliseconds: number, wait: () => Promise<void>, now: () => number): Slices {
  let start = now();
  return {
    isOver: () => now() - start >= milliseconds,
    next: async () => {
      await wait();
      start = now();
    },
  };
}

/** Milliseconds: half a frame, for what somebody waits for. */
const TASK = 8;

/** One slice after the other, as fast as the page's other tasks allow. */
export function taskSlices(): Slices {
  return slicesOf(TASK, nextTask, () => performance.now());
}

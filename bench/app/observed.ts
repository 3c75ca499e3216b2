/** What the browser measures of a page, from its first moment on. Times in milliseconds. */
export interface Observed {
  lcp: number;
  cls: number;
  /** The longest time from an input to the next frame. */
  inp: number;
  longTasks: number;
}

declare global {
  interface Window {
    observed: Observed;
  }
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Runs in the page before anything else does. */
export function observe(): void {
  const observed: Observed = { lcp: 0, cls: 0, inp: 0, longTasks: 0 };
  window.observed = observed;
  const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({
      type,
      buffered: true,
      ...(type === 'event' ? { durationThreshold: 16 } : {}),
    } as PerformanceObserverInit);
  watch('largest-contentful-paint', ({ startTime }) => {
    observed.lcp = startTime;
  });
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as LayoutShift;
    if (!hadRecentInput) observed.cls += value;
  });
  watch('event', (entry) => {
    if ((entry as PerformanceEventTiming & { interactionId: number }).interactionId === 0) return;
    observed.inp = Math.max(observed.inp, entry.duration);
  });
  watch('longtask', () => {
    observed.longTasks += 1;
  });
}

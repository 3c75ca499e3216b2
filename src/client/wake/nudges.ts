/** What wakes the outbox while a page is open. `networkIsBack` is true for signs that sending may work again. */
export type Nudge = (news: { readonly networkIsBack: boolean }) => void;

/** Nudges when the page comes online or is looked at again, until `lifetime` ends. */
export function nudgeOnSigns(nudge: Nudge, lifetime: AbortSignal): void {
  const options = { signal: lifetime };
  const isBack = () => nudge({ networkIsBack: true });
  window.addEventListener('online', isBack, options);
  window.addEventListener('pageshow', isBack, options);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') isBack();
    },
    options,
  );
}

/** The longest delay that `setTimeout` takes; a later one is set again then. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** One timer that nudges at a task's next attempt. */
export class NextAttempt {
  readonly #nudge: Nudge;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(nudge: Nudge, now: () => number) {
    this.#nudge = nudge;
    this.#now = now;
  }

  /** Replaces the time that was set before; `undefined` sets none. */
  set(at: number | undefined): void {
    clearTimeout(this.#timer);
    if (at === undefined) return;
    const delay = Math.min(Math.max(at - this.#now(), 0), LONGEST_TIMEOUT);
    this.#timer = setTimeout(() => this.#ring(at), delay);
  }

  /** A timer may ring early: its delay has a limit, and the device's clock may have been set back. */
  #ring(at: number): void {
    if (this.#now() < at) this.set(at);
    else this.#nudge({ networkIsBack: false });
  }
}

import { DEFAULT_LIMITS, type Limits, type Outbox, type PassOutcome, pass } from './pass.ts';
import type { Shelf } from './take-in.ts';
import { Wake } from './wake.ts';

/** Runs passes, one at a time over all tabs and workers. */
export interface Replayer {
  /**
   * Asks for a pass and resolves when one that saw this request has ended. A pass under way in this realm takes the news
   * in. `networkIsBack` lets tasks go that wait for the network.
   * @throws whatever the storage threw; nothing is lost by it.
   */
  readonly replay: (news: { readonly networkIsBack: boolean }) => Promise<PassOutcome>;
}

export function replayer(outbox: Outbox, lock: string, limits: Limits = DEFAULT_LIMITS): Replayer {
  const wake = new Wake();
  const shelf: Shelf = new Map();
  let current: Promise<PassOutcome> | undefined;

  const passes = async (): Promise<PassOutcome> => {
    let outcome: PassOutcome;
    do {
      outcome = await outbox.environment.exclusively(lock, () => pass(outbox, shelf, wake, limits));
    } while (wake.isRaised);
    current = undefined;
    return outcome;
  };

  return {
    replay: ({ networkIsBack }) => {
      wake.raise(networkIsBack);
      current ??= passes().catch((cause) => {
        current = undefined;
        throw cause;
      });
      return current;
    },
  };
}

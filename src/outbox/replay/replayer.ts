import type { PassOutcome } from '../pass-outcome.ts';
import type { Outbox } from './outbox.ts';
import { pass } from './pass.ts';
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

export function replayer(outbox: Outbox, lock: string): Replayer {
  const wake = new Wake();
  let current: Promise<PassOutcome> | undefined;

  const passes = async (): Promise<PassOutcome> => {
    try {
      for (;;) {
        const outcome = await outbox.environment.exclusively(lock, () => pass(outbox, wake));
        if (!wake.isRaised) return outcome;
      }
    } finally {
      current = undefined;
    }
  };

  return {
    replay: ({ networkIsBack }) => {
      wake.raise(networkIsBack);
      current ??= passes();
      return current;
    },
  };
}

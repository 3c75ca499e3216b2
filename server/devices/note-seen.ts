import { permitStill } from '../identity/permit.ts';
import type { Principal } from '../identity/principal.ts';
import type { Store } from '../store/store.ts';

export interface SeenOptions {
  readonly store: Pick<Store, 'transact'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds; a device is noted so often at most. */
  readonly every: number;
}

/**
 * Told that somebody reads on from a cursor, which says that he has everything up to that. For a device this is noted, beside the
 * answer and not before it: what is lost of it is noted when it reads again.
 */
export type Seen = (principal: Principal, cursor: number) => void;

export function noteSeen({ store, now, every }: SeenOptions): Seen {
  return (principal, cursor) => {
    const at = now();
    if (principal.kind !== 'device' || (principal.seen !== undefined && at - principal.seen.at < every)) return;
    const noting = store.transact(principal.account, async (transaction) => {
      await permitStill(principal, transaction);
      // One from a future that the server has lost is none that it has given.
      if (cursor <= transaction.cursor) await transaction.devices.see(principal.device, { cursor, at });
    });
    noting.catch(() => undefined);
  };
}

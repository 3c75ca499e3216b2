import type { JournalSync } from 'backhaul';
import { type Account, prepareRotation } from 'backhaul/account';
import type { Keys } from './keys.ts';

export interface KeysOptions {
  readonly account: Pick<Account, 'id'>;
  readonly sync: Pick<JournalSync, 'rotate' | 'takeNewKeys'>;
}

/** Milliseconds that a person waits for one answer of the server. */
const PATIENCE = 8_000;

export function openKeys({ account, sync }: KeysOptions): Keys {
  const server = {
    origin: location.origin,
    fetch: (request: Request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) })),
  };
  return {
    prepare: async (phraseOrLink) => {
      const prepared = await prepareRotation(phraseOrLink, account, server);
      return {
        phrase: prepared.phrase,
        change: async (shutOut) => {
          await sync.rotate(prepared, { revoke: shutOut });
          return prepared.link(location.origin);
        },
      };
    },
    take: (phraseOrLink) => sync.takeNewKeys(phraseOrLink),
  };
}

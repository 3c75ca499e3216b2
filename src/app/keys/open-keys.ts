import type { JournalSync } from 'backhaul';
import {
  type Account,
  AccountError,
  findAccount,
  pairingLink,
  prepareRotation,
  secretOf,
  secretOfLink,
} from 'backhaul/account';
import type { Journal } from 'backhaul/journal';
import type { Keys } from './keys.ts';

export interface KeysOptions {
  readonly account: Pick<Account, 'id'>;
  readonly journal: Pick<Journal, 'head'>;
  readonly sync: Pick<JournalSync, 'rotate' | 'takeNewKeys'>;
}

/** Milliseconds that a person waits for one answer of the server. */
const PATIENCE = 8_000;

export function openKeys({ account, journal, sync }: KeysOptions): Keys {
  const server = {
    origin: location.origin,
    fetch: (request: Request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) })),
  };
  const linkOf = async (phraseOrLink: string) => {
    const secret = secretOfLink(phraseOrLink) ?? secretOf(phraseOrLink);
    return pairingLink(secret, location.origin, await journal.head());
  };
  return {
    prepare: async (phraseOrLink) => {
      const prepared = await prepareRotation(phraseOrLink, account, server);
      return {
        phrase: prepared.phrase,
        change: async (shutOut) => {
          await sync.rotate(prepared, { revoke: shutOut });
          return await linkOf(prepared.phrase);
        },
      };
    },
    take: (phraseOrLink) => sync.takeNewKeys(phraseOrLink),
    pairingLink: async (phraseOrLink) => {
      const { id } = await findAccount(phraseOrLink, server);
      if (id !== account.id) throw new AccountError('other-account-kept', { kept: account.id });
      return await linkOf(phraseOrLink);
    },
  };
}

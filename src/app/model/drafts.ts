import { readAccount } from 'backhaul/account';
import { removeJournal } from 'backhaul/journal';
import { type AccountId, accountIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';

const PREFIX = 'backhaul-draft:';

const lockOf = (id: AccountId) => `backhaul-app:draft:${id}`;

/**
 * Says that this tab fills the journal of an account that is not kept yet; gives the way to say that it has ended, one way or
 * another. A tab that ends before leaves a draft that nobody is at any more.
 */
export function beginDraft(id: AccountId): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const working = () =>
      new Promise<void>((end) => {
        remember(id);
        resolve(() => {
          forget(id);
          end();
        });
      });
    navigator.locks.request(lockOf(id), working).catch(reject);
  });
}

/** Removes what was made of accounts whose phrase nobody has confirmed: they are kept nowhere, and nothing was sent. */
export async function removeAbandonedDrafts(): Promise<void> {
  for (const id of remembered()) {
    await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return; // Another tab is at it.
      if ((await readAccount())?.id !== id) await removeJournal(id);
      forget(id);
    });
  }
}

function remembered(): readonly AccountId[] {
  try {
    const ids = Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
    return ids.filter((id): id is AccountId => v.is(accountIdSchema, id));
  } catch {
    return [];
  }
}

function remember(id: AccountId): void {
  try {
    localStorage.setItem(PREFIX + id, 'yes');
  } catch {
    // Then what is left of it stays, sealed by keys that nobody has.
  }
}

function forget(id: AccountId): void {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // It could not have been set either.
  }
}

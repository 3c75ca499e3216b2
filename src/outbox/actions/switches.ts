import { hold, NOBODY, release, setPaused } from '../ledger/edits/control.ts';
import type { Stores } from './stores.ts';

/** Nothing is sent, by nobody, until it is resumed. What is on its way arrives. */
export async function pause({ ledger }: Stores): Promise<void> {
  await ledger.change((draft) => setPaused(draft, true));
}

export async function resume({ ledger }: Stores): Promise<void> {
  await ledger.change((draft) => setPaused(draft, false));
}

/** Keeps the tasks of an account until it is signed in again. */
export async function signOut({ ledger }: Stores, account: string): Promise<void> {
  await ledger.change((draft) => hold(draft, account, NOBODY));
}

/** Lets the tasks of an account go, and plain requests, which name none. */
export async function signIn({ ledger, now }: Stores, account: string): Promise<void> {
  await ledger.change((draft) => release(draft, account, now()));
}

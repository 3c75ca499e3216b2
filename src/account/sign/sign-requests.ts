import type { Account } from '../account.ts';
import type { SenderOptions } from './account-key-sender.ts';
import { Registrar } from './registrar.ts';
import { signAs } from './sign-as.ts';

/** The clock (milliseconds since 1970) and the network, the browser's own unless told. */
export type SigningOptions = Partial<SenderOptions>;

/** How an outbox names the account of a plain request that a route holds: whoever uses this device has made it. */
const NOBODYS = '';

/** An `authorize` hook. */
export type SignRequest = (
  request: Request,
  whose: { readonly account: string; readonly renew: boolean },
) => Promise<Request | undefined>;

/**
 * Proves whose a request is, at the time when it is sent (RFC 9421): give it as `authorize` to whoever sends, with
 * `readAccount`. A server that does not know this device yet answers 401; the device is registered then, by the account's
 * key, and its clock is corrected by the server's. `open` is asked again before that: this may have become another device
 * (`renewDevice`), have other keys, or no account any more. Gives nothing, as for one who is signed out, for another account than the
 * one that `open` gives, and once another device has revoked this one.
 */
export function signRequests(open: () => Promise<Account | undefined>, options: SigningOptions = {}): SignRequest {
  const { now = Date.now, fetch = (request) => globalThis.fetch(request) } = options;
  let known: Registrar | undefined;
  let reading: Promise<void> | undefined;
  const read = async () => {
    const account = await open();
    if (account === undefined || known === undefined || !isSame(account, known.account)) {
      known = account && new Registrar(account, { now, fetch });
    }
  };
  const registrarOf = async (id: string, renew: boolean): Promise<Registrar | undefined> => {
    const isKnown = () => known !== undefined && (known.account.id === id || id === NOBODYS);
    if (renew || !isKnown()) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
    }
    return isKnown() ? known : undefined;
  };
  return async (request, whose) => {
    const found = await registrarOf(whose.account, whose.renew);
    if (found === undefined) return undefined;
    if (whose.renew && !(await found.register(new URL(request.url).origin))) return undefined;
    return await signAs(found.deviceSigner, request, found.now());
  };
}

function isSame(a: Account, b: Account): boolean {
  return a.device.id === b.device.id && a.sealing.epoch === b.sealing.epoch;
}

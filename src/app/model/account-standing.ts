import { type Account, AccountError, accountDevices, accountOf, findAccount } from 'backhaul/account';

/** What the server says of an account that somebody wants to join; `not-asked` where it gives no answer. */
export type Standing = 'known' | 'unknown' | 'not-asked';

/** Milliseconds. */
const PATIENCE = 8_000;

const server = () => ({
  origin: location.origin,
  fetch: (request: Request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) })),
});

/**
 * The account of these words. A server that gives no answer cannot say whether its keys were ever changed: then the one that
 * they stand for if not.
 * @throws AccountError `wrong-phrase`, `keys-replaced`, `keyring-broken`, `keys-not-supported`
 */
export async function accountBehind(phraseOrLink: string): Promise<Account> {
  return await findAccount(phraseOrLink, server()).catch((cause: unknown) => {
    if (cause instanceof AccountError && cause.code !== 'account-not-told') throw cause;
    return accountOf(phraseOrLink);
  });
}

/** Every account that has ever written here has a device, if only one that was shut out. */
export async function askStanding(account: Account): Promise<Standing> {
  const { list } = accountDevices(account, server());
  try {
    return (await list()).length > 0 ? 'known' : 'unknown';
  } catch {
    return 'not-asked';
  }
}

import { type Account, AccountError, accountDevices, findAccount } from 'backhaul/account';
import { NotAskedError } from './not-asked-error.ts';

/** What the server says of an account that somebody wants to join. */
export type Standing = 'known' | 'unknown';

/** Milliseconds. */
const PATIENCE = 8_000;

const server = () => ({
  origin: location.origin,
  fetch: (request: Request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) })),
});

/**
 * The account of these words, and what the server says of it. Without its answer nobody is let in: words of changed keys would stand
 * for another account, which is nobody's.
 * @throws AccountError `wrong-phrase`, `keys-replaced`, `keyring-broken`, `account-not-told`, `keys-not-supported`; NotAskedError
 */
export async function accountBehind(
  phraseOrLink: string,
): Promise<{ readonly account: Account; readonly standing: Standing }> {
  try {
    const account = await findAccount(phraseOrLink, server());
    return { account, standing: await askStanding(account) };
  } catch (cause) {
    throw cause instanceof AccountError ? cause : new NotAskedError(cause);
  }
}

/** Every account that has ever written here has a device, if only one that was shut out. */
async function askStanding(account: Account): Promise<Standing> {
  const { list } = accountDevices(account, server());
  return (await list()).length > 0 ? 'known' : 'unknown';
}

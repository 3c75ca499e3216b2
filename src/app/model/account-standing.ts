import { type Account, accountDevices } from 'backhaul/account';

/** What the server says of an account that somebody wants to join; `not-asked` where it gives no answer. */
export type Standing = 'known' | 'unknown' | 'not-asked';

/** Milliseconds. */
const PATIENCE = 8_000;

/** Every account that has ever written here has a device, if only one that was shut out. */
export async function askStanding(account: Account): Promise<Standing> {
  const { list } = accountDevices(account, {
    origin: location.origin,
    fetch: (request) => fetch(new Request(request, { signal: AbortSignal.timeout(PATIENCE) })),
  });
  try {
    return (await list()).length > 0 ? 'known' : 'unknown';
  } catch {
    return 'not-asked';
  }
}

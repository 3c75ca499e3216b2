import type { Client } from 'backhaul';
import { renewDevice } from 'backhaul/account';

/** Makes this another device of its account, since this one was shut out or the keys were changed, and sends what has waited. */
export async function signInAgain(client: Pick<Client, 'signIn'>, phraseOrLink: string): Promise<void> {
  await renewDevice(phraseOrLink, { origin: location.origin });
  await client.signIn();
}

import type { AccountId } from '../../src/protocol/index.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { Principal } from '../identity/principal.ts';
import type { PathParameters } from './effect-route.ts';

/** For a route about the account in its path. @throws Refusal `invalid-parameter` */
export function accountInPath({ account }: PathParameters): AccountId {
  return parseAccount(account);
}

/** For a route about something that is not one account's: its effects are those of whoever asks. */
export function accountThatAsks(_: PathParameters, { account }: Principal): AccountId {
  return account;
}

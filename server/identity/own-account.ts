import type { AccountId } from '../../src/protocol/index.ts';
import { parseAccount } from '../handler/parse-account.ts';
import type { ApiContext } from './authenticate.ts';
import { foreignAccount } from './permit.ts';

/** The account in the path, if it is that of whoever asks. @throws Refusal */
export function ownAccount(context: ApiContext): AccountId {
  const account = parseAccount(context.req.param('account'));
  if (context.get('identity').principal.account !== account) throw foreignAccount();
  return account;
}

/** @throws Refusal `foreign-account` also for the account's devices: they cannot let others in, or shut them out. */
export function ownAccountByKey(context: ApiContext): AccountId {
  const account = ownAccount(context);
  if (context.get('identity').principal.kind !== 'account-key') throw foreignAccount();
  return account;
}

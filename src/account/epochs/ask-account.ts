import * as v from 'valibot';
import { type AccountEpoch, accountEpochSchema, OWN_ACCOUNT_PATH, parseProblem } from '../../protocol/index.ts';
import type { SigningKey } from '../account.ts';
import { AccountError } from '../errors.ts';
import { AccountKeySender } from '../sign/account-key-sender.ts';
import type { SigningOptions } from '../sign/sign-requests.ts';

/** Which server is asked, and by what. */
export interface Server extends SigningOptions {
  readonly origin: string;
}

export function senderTo(key: SigningKey, { now = Date.now, fetch = (request) => globalThis.fetch(request) }: Server) {
  return new AccountKeySender(key, { now, fetch });
}

/**
 * The account whose key this is, as the server knows it: of a key that it has never heard of, the one that is named by it.
 * `undefined` from a server that knows nothing of epochs.
 * @throws AccountError `keys-replaced`, `account-not-told`, or what `fetch` throws
 */
export async function askAccount(key: SigningKey, server: Server): Promise<AccountEpoch | undefined> {
  const request = () => new Request(`${server.origin}${OWN_ACCOUNT_PATH}`, { cache: 'no-store' });
  const response = await senderTo(key, server).send(request);
  const text = await response.text();
  if (response.ok) return parsed(text);
  if (response.status === 404) return undefined;
  if (parseProblem(text)?.code === 'account-key-replaced') throw new AccountError('keys-replaced', {});
  throw new AccountError('account-not-told', { status: response.status });
}

const answerSchema = v.pipe(v.string(), v.parseJson(), accountEpochSchema);

function parsed(text: string): AccountEpoch {
  const answer = v.safeParse(answerSchema, text);
  if (!answer.success) throw new AccountError('account-not-told', { status: 200 });
  return answer.output;
}

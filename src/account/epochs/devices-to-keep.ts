import * as v from 'valibot';
import { type AccountId, type DeviceId, devicesPath, devicesSchema, parseProblem } from '../../protocol/index.ts';
import type { SigningKey } from '../account.ts';
import { AccountError } from '../errors.ts';
import { type Server, senderTo } from './ask-account.ts';

/**
 * The devices of an account that are not shut out, as its server tells of them.
 * @throws AccountError `keys-replaced`, `rotation-refused`, or what `fetch` throws
 */
export async function devicesNow(
  account: { readonly id: AccountId; readonly accountKey: SigningKey },
  server: Server,
): Promise<readonly DeviceId[]> {
  const url = `${server.origin}${devicesPath(account.id)}`;
  const response = await senderTo(account.accountKey, server).send(() => new Request(url, { cache: 'no-store' }));
  const text = await response.text();
  const told = v.safeParse(answerSchema, text);
  if (response.ok && told.success) {
    return told.output.devices.flatMap(({ device, revokedAt }) => (revokedAt === undefined ? [device] : []));
  }
  if (parseProblem(text)?.code === 'account-key-replaced') throw new AccountError('keys-replaced', {});
  throw new AccountError('rotation-refused', { status: response.status });
}

const answerSchema = v.pipe(v.string(), v.parseJson(), devicesSchema);

/** This device is among those that stay, though the server may not have heard of it yet. */
export function devicesToKeep(now: readonly DeviceId[], here: DeviceId, revoke: readonly DeviceId[]): DeviceId[] {
  return [...new Set([...now, here])].filter((device) => !revoke.includes(device));
}

import * as v from 'valibot';
import {
  type DeviceList,
  decodeEntriesPage,
  devicesPath,
  devicesSchema,
  type EntriesPage,
  entriesPath,
  FIRST_EPOCH,
  type SentEntry,
} from '../../src/protocol/index.ts';
import { signatures } from '../identity/signature/signatures.ts';
import type { Pruning } from '../pruning/pruning.ts';
import { bytesOf, NOW, ORIGIN, openHandler } from './open-handler.ts';
import { savingUnder } from './rotation-requests.ts';
import { newDevice, registered, registration, revocation, signAs, type TestDevice } from './signed-requests.ts';

export const DAY = 24 * 60 * 60_000;

/** An account with a phone and a laptop, and a server whose days pass when they are told to. */
export async function openPruning(pruning: Partial<Pruning> = { every: 0 }) {
  const time = { now: NOW };
  const { store } = await openHandler();
  const authenticate = signatures({ store, now: () => NOW });
  const { handler } = await openHandler({ store, now: () => time.now, authenticate, pruning });
  const account = await registered(handler);
  const laptop = newDevice();
  await handler(await registration(account, laptop));
  let saves = 0;

  const get = async (device: TestDevice, path: string) =>
    await handler(await signAs({ ...account, device }, new Request(`${ORIGIN}${path}`)));
  /** What is answered to a device that reads. */
  const ask = (device: TestDevice, query: string) => get(device, `${entriesPath(account.id)}${query}`);
  const read = async (device: TestDevice, query = ''): Promise<EntriesPage> =>
    decodeEntriesPage(await bytesOf(await ask(device, query)));
  const save = async (device: TestDevice, ...entries: SentEntry[]): Promise<Response> => {
    saves += 1;
    const key = `save-${saves}`.padEnd(9, '-');
    return await handler(await savingUnder({ ...account, device }, FIRST_EPOCH, key, ...entries));
  };
  const listed = async (): Promise<DeviceList> =>
    v.parse(devicesSchema, await (await get(account.device, devicesPath(account.id))).json());
  const held = async () => (await store.changes(account.id, { since: 0, entries: 10_000, bytes: 1_000_000 })).entries;
  const revoke = async ({ id }: TestDevice) => void (await handler(await revocation(account, id)));
  return { account, ask, handler, held, laptop, listed, phone: account.device, read, revoke, save, store, time };
}

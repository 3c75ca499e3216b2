import {
  accountEpochSchema,
  epochPath,
  OWN_ACCOUNT_PATH,
  type Rotation,
  rotationProof,
} from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { type Account, newDevice, newKey } from '../world/account.ts';
import { clockAt, deltaAnswerIn, entry, jsonIn, refused, save, saved, unchanged } from '../world/asks.ts';
import { base64url, utf8 } from '../world/bytes.ts';
import { same } from '../world/not-conforming.ts';
import { asAccount, asDevice } from '../world/signing.ts';
import type { World } from '../world/world.ts';

const about = 'Epochs';
const needs = 'signatures';

/** An account with one entry, and the same with another key. */
async function withEntry(world: World): Promise<{ account: Account; next: Account }> {
  const account = await world.account();
  await saved(world, account, entry('a', clockAt(1), 1));
  return { account, next: { ...account, key: await newKey() } };
}

async function rotationTo(next: Account, changes: Partial<Rotation> = {}): Promise<Rotation> {
  const said = {
    epoch: 2,
    publicKey: base64url(next.key.publicKey),
    keyring: 'AAAA',
    cursor: 1,
    keep: [next.device.id],
    ...changes,
  };
  return { ...said, proof: changes.proof ?? base64url(await next.key.sign(utf8(rotationProof(next.id, said)))) };
}

function rotate(world: World, account: Account, rotation: Rotation) {
  const body = utf8(JSON.stringify(rotation));
  return world.signed(asAccount(account), {
    method: 'PUT',
    path: epochPath(account.id),
    media: 'application/json',
    body,
  });
}

async function rotated(world: World, changes: Partial<Rotation> = {}) {
  const { account, next } = await withEntry(world);
  const told = jsonIn(await rotate(world, account, await rotationTo(next, changes)), accountEpochSchema);
  return { account, next, told };
}

export const EPOCH_CHECKS: readonly Check[] = [
  {
    name: 'epochs/found-by-key',
    about,
    needs,
    run: async (world) => {
      const { account, next } = await withEntry(world);
      const [own, epoch] = [OWN_ACCOUNT_PATH, epochPath(account.id)].map((path) => ({ method: 'GET', path }));
      if (own === undefined || epoch === undefined) return;
      const first = jsonIn(await world.signed(asAccount(account), own), accountEpochSchema);
      same('The first epoch', first, { account: account.id, epoch: 1 });
      const told = jsonIn(await rotate(world, account, await rotationTo(next)), accountEpochSchema);
      same('The next', [told.account, told.epoch, told.keyring], [account.id, 2, 'AAAA']);
      same('What the new key finds', jsonIn(await world.signed(asAccount(next), own), accountEpochSchema), told);
      same('What a device reads', jsonIn(await world.signed(asDevice(next), epoch), accountEpochSchema), told);
    },
  },
  {
    name: 'epochs/old-key-refused',
    about,
    needs,
    run: async (world) => {
      const { account, next } = await rotated(world);
      refused(await world.register(account, await newDevice()), 401, 'account-key-replaced');
      const own = { method: 'GET', path: OWN_ACCOUNT_PATH };
      refused(await world.signed(asAccount(account), own), 401, 'account-key-replaced');
      const { status } = await world.register(next, await newDevice());
      same('The answer to a registration by the new key', status, 200);
    },
  },
  {
    name: 'epochs/old-writes-refused',
    about,
    needs,
    run: async (world) => {
      const { account } = await rotated(world);
      const delta = [entry('b', clockAt(2), 0, 2, 2)];
      same('The epoch', refused(await world.ask(account, save(account, delta)), 409, 'epoch-superseded').epoch, 2);
      const ahead = await world.ask(account, save(account, delta, undefined, 3));
      same('The epoch', refused(ahead, 409, 'epoch-not-next').epoch, 2);
      const former = save(account, [entry('b', clockAt(2), 0, 1, 2)], undefined, 2);
      refused(await world.ask(account, former), 400, 'invalid-body');
      await unchanged(world, account, 1);
      deltaAnswerIn(await world.ask(account, save(account, delta, undefined, 2)));
    },
  },
  {
    name: 'epochs/caught-up',
    about,
    needs,
    run: async (world) => {
      const { account, next } = await withEntry(world);
      const answer = await rotate(world, account, await rotationTo(next, { cursor: 0 }));
      same('The cursor', refused(answer, 409, 'not-caught-up').cursor, 1);
      await saved(world, account, entry('b', clockAt(2), 2));
    },
  },
  {
    name: 'epochs/one-wins',
    about,
    needs,
    run: async (world) => {
      const { account, next, told } = await rotated(world);
      const again = jsonIn(await rotate(world, next, await rotationTo(next)), accountEpochSchema);
      same('The answer to the same once more', again, told);
      const other = { ...account, key: await newKey() };
      const answer = await rotate(world, next, await rotationTo(other));
      same('The epoch', refused(answer, 409, 'epoch-not-next').epoch, 2);
    },
  },
  {
    name: 'epochs/proof',
    about,
    needs,
    run: async (world) => {
      const { account, next } = await withEntry(world);
      const { proof } = await rotationTo({ ...next, key: await newKey() });
      refused(await rotate(world, account, await rotationTo(next, { proof })), 400, 'invalid-body');
    },
  },
  {
    name: 'epochs/revokes',
    about: '[G36]',
    needs,
    run: async (world) => {
      const { account, next } = await withEntry(world);
      const lost = await newDevice();
      await world.register(account, lost);
      jsonIn(await rotate(world, account, await rotationTo(next)), accountEpochSchema);
      const asked = { method: 'GET', path: epochPath(account.id) };
      refused(await world.signed(asDevice(account, lost), asked), 401, 'device-revoked');
      jsonIn(await world.signed(asDevice(account), asked), accountEpochSchema);
    },
  },
];

import { devicePath, deviceSchema, devicesPath, devicesSchema } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { type Account, newDevice } from '../world/account.ts';
import { clockAt, entry, jsonIn, refused, save } from '../world/asks.ts';
import { base64url, utf8 } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';
import { asAccount, asDevice } from '../world/signing.ts';
import { spoken, type World } from '../world/world.ts';

const about = 'Accounts, devices and keys';
const needs = 'signatures';

async function revoke(world: World, account: Account): Promise<void> {
  const path = devicePath(account.id, account.device.id);
  const answer = await world.signed(asAccount(account), { method: 'DELETE', path });
  hold(answer.status === 204, `A revocation is answered ${spoken(answer)}, and should be 204.`);
}

export const DEVICE_CHECKS: readonly Check[] = [
  {
    name: 'devices/registers',
    about,
    needs,
    run: async (world) => {
      const account = await world.account();
      const [again, other] = [await world.register(account), await newDevice()];
      const device = jsonIn(again, deviceSchema);
      same(
        'The device',
        [device.device, device.publicKey],
        [account.device.id, base64url(account.device.key.publicKey)],
      );
      jsonIn(await world.register(account, other), deviceSchema);
      const list = await world.ask(account, { method: 'GET', path: devicesPath(account.id) });
      const { devices } = jsonIn(list, devicesSchema);
      same(
        'The list of devices',
        devices.map(({ device: id }) => id),
        [account.device.id, other.id],
      );
      same('The device in the list', devices[0], device);
    },
  },
  {
    name: 'devices/account-key-only',
    about,
    needs,
    run: async (world) => {
      const account = await world.account();
      refused(await world.register(account, await newDevice(), asDevice(account)), 403, 'foreign-account');
      const path = devicePath(account.id, account.device.id);
      refused(await world.signed(asDevice(account), { method: 'DELETE', path }), 403, 'foreign-account');
      const write = save(account, [entry('a', clockAt(1), 1)]);
      refused(await world.signed(asAccount(account), write), 403, 'foreign-account');
    },
  },
  {
    name: 'devices/named-by-key',
    about,
    needs,
    run: async (world) => {
      const account = await world.account();
      const [one, other] = [await newDevice(), await newDevice()];
      refused(await world.register(account, { id: one.id, key: other.key }), 422, 'device-mismatch');
    },
  },
  {
    name: 'devices/malformed',
    about,
    needs,
    run: async (world) => {
      const account = await world.account();
      const { id } = await newDevice();
      const register = (text: string) => {
        const asked = { method: 'PUT', path: devicePath(account.id, id), media: 'application/json', body: utf8(text) };
        return world.signed(asAccount(account), asked);
      };
      refused(await register('{"publicKey":'), 400, 'malformed-body');
      refused(await register('{"publicKey":"short"}'), 400, 'invalid-body');
    },
  },
  {
    name: 'devices/revoked',
    about: '[G36]',
    needs,
    run: async (world) => {
      const account = await world.account();
      const other = await newDevice();
      await world.register(account, other);
      await revoke(world, account);
      refused(await world.ask(account, save(account, [])), 401, 'device-revoked');
      refused(await world.register(account), 403, 'device-revoked');
      const list = await world.signed(asDevice(account, other), { method: 'GET', path: devicesPath(account.id) });
      const { devices } = jsonIn(list, devicesSchema);
      same(
        'What is revoked',
        devices.map(({ revokedAt }) => revokedAt !== undefined),
        [true, false],
      );
      await revoke(world, account);
    },
  },
  {
    name: 'devices/revoked-stream-ends',
    about: '[G36]',
    needs,
    run: async (world) => {
      const account = await world.account();
      const stream = await world.follow(account, `/v1/accounts/${account.id}/live`);
      await stream.next('cursor');
      await revoke(world, account);
      hold(await stream.ends(), 'The live stream of a device that was revoked goes on.');
    },
  },
];

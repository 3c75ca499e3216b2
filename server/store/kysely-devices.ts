import { type Expression, type Kysely, type Selectable, sql } from 'kysely';
import type { AccountId, DeviceId } from '../../src/protocol/index.ts';
import { plainBytes } from './entry-rows.ts';
import type { AccountDevices, DeviceSeen, NewDevice, StoredDevice } from './key-store.ts';
import type { Tables } from './tables.ts';

type Database = Kysely<Tables>;

/** The devices of the account that a transaction has open. */
export class KyselyDevices implements AccountDevices {
  readonly #database: () => Database;
  readonly #account: AccountId;
  readonly #changed: () => void;

  /** `database` throws when the transaction is lost; `changed` is called for what makes a known device an unknown one. */
  constructor(database: () => Database, account: AccountId, changed: () => void) {
    this.#database = database;
    this.#account = account;
    this.#changed = changed;
  }

  async find(device: DeviceId): Promise<StoredDevice | undefined> {
    return (await this.list()).find((stored) => stored.device === device);
  }

  list(): Promise<StoredDevice[]> {
    return listDevices(this.#database(), this.#account);
  }

  async count(): Promise<number> {
    return (await this.list()).length;
  }

  async see(device: DeviceId, { cursor, at }: DeviceSeen): Promise<void> {
    await this.#database()
      .updateTable('devices')
      .set(({ ref }) => ({ acknowledged: greater(ref('acknowledged'), cursor), seen_at: greater(ref('seen_at'), at) }))
      .where('account', '=', this.#account)
      .where('device', '=', device)
      .execute();
  }

  async put({ device, publicKey, registeredAt }: NewDevice): Promise<void> {
    await this.#database()
      .insertInto('devices')
      .values({ account: this.#account, device, public_key: publicKey, registered_at: registeredAt, revoked_at: null })
      .execute();
  }

  async revoke(device: DeviceId, at: number): Promise<void> {
    const { numUpdatedRows } = await this.#database()
      .updateTable('devices')
      .set({ revoked_at: at })
      .where('account', '=', this.#account)
      .where('device', '=', device)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) this.#changed();
  }
}

function greater(column: Expression<number | null>, value: number) {
  return sql<number>`case when ${column} > ${value} then ${column} else ${value} end`;
}

/** The oldest first. */
export async function listDevices(database: Database, account: AccountId): Promise<StoredDevice[]> {
  const rows = await database
    .selectFrom('devices')
    .selectAll()
    .where('account', '=', account)
    .orderBy('registered_at')
    .orderBy('device')
    .execute();
  return rows.map(deviceFrom);
}

/** With the generation of the account's devices, from one and the same moment. */
export async function findDevice(database: Database, account: AccountId, device: DeviceId) {
  const row = await database
    .selectFrom('devices')
    .innerJoin('accounts', 'accounts.account', 'devices.account')
    .selectAll('devices')
    .select('device_generation')
    .where('devices.account', '=', account)
    .where('device', '=', device)
    .executeTakeFirst();
  return row && { ...deviceFrom(row), generation: row.device_generation };
}

function deviceFrom(row: Selectable<Tables['devices']>): StoredDevice {
  const { device, public_key, registered_at: registeredAt, revoked_at: revokedAt, seen_at: at } = row;
  return {
    device,
    publicKey: plainBytes(public_key),
    registeredAt,
    ...(at === null ? {} : { seen: { cursor: row.acknowledged, at } }),
    ...(revokedAt === null ? {} : { revokedAt }),
  };
}

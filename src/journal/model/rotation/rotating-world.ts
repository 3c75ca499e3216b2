import { type Clock, decodeDelta } from '../../../protocol/index.ts';
import { epochOf } from '../../epochs/epoch-of.ts';
import { PATIENCE } from '../../epochs/reseal.ts';
import type { Value } from '../../journal.ts';
import { push, type Reply, send } from '../../testing/model-server.ts';
import { RotatingAccount, resealAll } from '../../testing/rotating.ts';
import type { RotationCommand } from './commands.ts';
import { RotatingDevice } from './rotating-device.ts';

const COLLECTION = 'profile';
const ROUNDS = 6;

/** Devices of an account whose keys are changed, their server, and what it has acknowledged. */
export class RotatingWorld {
  readonly account: RotatingAccount;
  readonly #devices: readonly RotatingDevice[];
  /** The newest clock of each entry that the server has said to have. */
  readonly #acknowledged = new Map<string, Clock>();

  private constructor(account: RotatingAccount, devices: readonly RotatingDevice[]) {
    this.account = account;
    this.#devices = devices;
  }

  static async open(count: number): Promise<RotatingWorld> {
    const account = await RotatingAccount.open();
    const devices = Array.from({ length: count }, () => RotatingDevice.open(account));
    return new RotatingWorld(account, await Promise.all(devices));
  }

  async run(command: RotationCommand): Promise<void> {
    if (command.kind === 'time-passes') {
      this.account.time.now += command.milliseconds;
      return;
    }
    const device = this.#devices[command.device % this.#devices.length];
    await device?.run(command.crash, () => this.#perform(device, command));
  }

  /** Everybody is online, has the words of now, and nothing breaks, until nothing changes any more. */
  async settle(): Promise<void> {
    this.account.time.now += 2 * PATIENCE;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const device of this.#devices) await this.#settleOne(device);
      this.account.time.now += 2 * PATIENCE;
    }
  }

  async contents(): Promise<readonly ReadonlyMap<string, Value>[]> {
    const lists = await Promise.all(this.#devices.map(({ journal }) => journal.collection(COLLECTION).list()));
    return lists.map((list) => new Map([...list].sort(([a], [b]) => (a < b ? -1 : 1))));
  }

  /** Entries of which the server has acknowledged something newer than it has now. */
  missing(): readonly string[] {
    const { held } = this.account.server;
    return [...this.#acknowledged].filter(([id, clock]) => (held.get(id)?.entry.clock ?? '') < clock).map(([id]) => id);
  }

  /** Epochs of what the server holds that are not the account's. */
  past(): readonly number[] {
    return this.account.entries.map(epochOf).filter((epoch) => epoch !== this.account.epochs.epoch);
  }

  /** What somebody still holds for unsent, has not opened, or has not ended. */
  async leftovers(): Promise<readonly unknown[]> {
    const open = this.#devices.map(async ({ journal }) => {
      const { keys, resealing } = await (await journal.epochs()).state();
      const unended = [...(keys === 'present' ? [] : [keys]), ...(resealing === undefined ? [] : [resealing])];
      return [...(await journal.dirty()), ...(await journal.broken()), ...unended];
    });
    return (await Promise.all(open)).flat();
  }

  async #settleOne(device: RotatingDevice): Promise<void> {
    const { server, phrase, ways } = this.account;
    await device.run(undefined, async () => void (await (await device.journal.epochs()).resume(ways)));
    while (device.outbox.length > 0) await this.#deliver(device, false); // Answers that come late.
    const epochs = await device.journal.epochs();
    await device.journal.pull({ fetch: server.fetch, origin: ways.origin });
    if ((await epochs.state()).keys === 'changed') await epochs.take(phrase, ways);
    await push(device.journal, server);
    await device.journal.pull({ fetch: server.fetch, origin: ways.origin });
    await resealAll(device.journal);
    await push(device.journal, server);
    await device.journal.pull({ fetch: server.fetch, origin: ways.origin });
  }

  async #perform(
    device: RotatingDevice,
    command: Exclude<RotationCommand, { readonly kind: 'time-passes' }>,
  ): Promise<void> {
    const { journal, ways } = device;
    switch (command.kind) {
      case 'save':
        await (command.isInFormerTab ? device.former : journal).batch(
          command.writes.map(({ key, value }) => ({
            collection: COLLECTION,
            key: `key ${key}`,
            ...(value === null ? { isDeleted: true as const } : { value }),
          })),
        );
        return;
      case 'gather':
        for (const delta of await journal.delta([COLLECTION])) device.outbox.push({ delta });
        return;
      case 'deliver':
        return await this.#deliver(device, command.isAnswerLost);
      case 'pull':
        return void (await journal.pull({ fetch: ways.read, origin: ways.origin }));
      case 'revert':
        return await journal.revert([COLLECTION]);
      case 'rotate':
        return await this.account.rotate({ journal, account: await device.account() }, ways);
      case 'resume':
        return void (await (await journal.epochs()).resume(ways));
      case 'take':
        return await (await journal.epochs()).take(this.account.phrase, ways);
      case 'reseal':
        return void (await resealAll(journal));
      case 'open-tab':
        return await device.openAnew();
    }
  }

  async #deliver(device: RotatingDevice, isAnswerLost: boolean): Promise<void> {
    const [stored] = device.outbox;
    if (stored === undefined) return;
    stored.reply ??= send(stored.delta, this.account.server);
    if (isAnswerLost) return;
    await this.#answer(device, stored.delta.body, stored.reply);
    device.outbox.shift();
  }

  async #answer({ journal }: RotatingDevice, body: Uint8Array, reply: Reply): Promise<void> {
    if (reply.kind === 'epoch-superseded') return void (await (await journal.epochs()).superseded(reply.epoch));
    if (reply.kind !== 'merged') throw new Error(reply.kind);
    const sent = decodeDelta(body);
    const lost = new Set(reply.answer.winners.map(({ id }) => id));
    for (const { id, clock } of sent) {
      if (!lost.has(id) && (this.#acknowledged.get(id) ?? '') < clock) this.#acknowledged.set(id, clock);
    }
    await journal.acknowledge(sent, reply.answer);
  }
}

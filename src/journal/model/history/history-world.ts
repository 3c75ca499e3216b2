import { epochOf } from '../../epochs/epoch-of.ts';
import { PATIENCE } from '../../epochs/reseal.ts';
import type { Value } from '../../journal.ts';
import { type Backup, type ModelServer, push } from '../../testing/model-server.ts';
import { RotatingAccount, resealAll } from '../../testing/rotating.ts';
import type { Crash } from '../commands.ts';
import { requestsFor } from '../requests.ts';
import { SIZES, valueFor } from '../values.ts';
import type { Command } from './commands.ts';
import { Deliveries } from './deliveries.ts';
import { HistoryDevice, LANES } from './history-device.ts';
import { Ledger } from './ledger.ts';

const ROUNDS = 12;
/** Rounds in which devices go on saving. */
const LAST_SAVES = 7;
const MOST_DEVICES = 5;
/** What a request throws whose answer does not come. */
const CUT_OFF = new Error('The network went away.');

/** Some devices of one account, and their server. */
export class HistoryWorld {
  readonly account: RotatingAccount;
  readonly devices: HistoryDevice[];
  readonly ledger: Ledger;
  readonly #deliveries: Deliveries;
  /** The last change that each device is known to have read; nothing of one that is away. */
  readonly #watermarks = new Map<HistoryDevice, number>();
  readonly #away = new Set<HistoryDevice>();
  #backup: Backup | undefined;

  private constructor(account: RotatingAccount, devices: HistoryDevice[]) {
    this.account = account;
    this.devices = devices;
    this.ledger = new Ledger(account.server);
    this.#deliveries = new Deliveries(account.server, this.ledger);
    for (const device of devices) this.#watermarks.set(device, 0);
  }

  static async open(count: number): Promise<HistoryWorld> {
    const account = await RotatingAccount.open({ sizes: SIZES });
    const devices = Array.from({ length: count }, () => HistoryDevice.open(account));
    return new HistoryWorld(account, await Promise.all(devices));
  }

  get #server(): ModelServer {
    return this.account.server;
  }

  async run(command: Command): Promise<void> {
    switch (command.kind) {
      case 'time-passes':
        return this.#pass(command.milliseconds);
      case 'prune':
        return this.ledger.prune(Math.min(...this.#watermarks.values()));
      case 'collect':
        return this.#server.collect();
      case 'back-up':
        this.#backup = this.#server.backup();
        return;
      case 'everybody-syncs':
        for (let round = 0; round < 2; round += 1) {
          for (const device of this.devices) if (!this.#away.has(device)) await this.#sync(device);
        }
        return;
      case 'restore':
        return this.#restore(command.isTold);
      default: {
        const device = this.devices[command.device % this.devices.length];
        if (device !== undefined) await this.#act(device, command);
      }
    }
  }

  /**
   * Everybody is online, has the words of now, and nothing breaks, until nothing changes any more. Who doubts takes the server's word. Where something was
   * restored, everybody goes on saving, too: an older state that has grown as long as the lost one is found out by the next heads.
   */
  async settle(): Promise<void> {
    this.#away.clear();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const device of this.devices) {
        await this.#renew(device);
        if (this.ledger.restored > 0 && round < LAST_SAVES) await this.#goOn(device, round);
        await this.#sync(device);
        if (await device.isDoubting()) await device.journal.trustServer();
      }
      if (this.account.epochs.rotations.length > 0) this.#pass(2 * PATIENCE);
    }
  }

  /** As somebody does who has the app open: what others have saved is here before something else is saved. */
  async #goOn(device: HistoryDevice, round: number): Promise<void> {
    await this.#pull(device, Number.POSITIVE_INFINITY);
    await device.journal.collection(LANES[0]).set(`touched by ${device.account.device.id}`, round);
  }

  /** What a device sees that has just joined, once the server has removed what nothing refers to. */
  async fresh(): Promise<ReadonlyMap<string, Value>> {
    this.#server.collect();
    const device = await HistoryDevice.open(this.account);
    await (await device.journal.epochs()).take(this.account.phrase, device.ways);
    await this.#pull(device, Number.POSITIVE_INFINITY);
    return await device.contents();
  }

  /** Epochs of what the server holds, chunks included, that are not the account's. */
  past(): readonly number[] {
    const chunks = [...this.#server.chunks.values()].map(({ bytes }) => ({ value: bytes }));
    return [...this.account.entries, ...chunks].map(epochOf).filter((epoch) => epoch !== this.account.epochs.epoch);
  }

  /** Ends what was cut off, takes the words of now, and seals again what is under keys of the past. */
  async #renew(device: HistoryDevice): Promise<void> {
    const epochs = await device.journal.epochs();
    await device.mayCrash(undefined, async () => void (await epochs.resume(device.ways)));
    if ((await epochs.state()).keys === 'changed') await epochs.take(this.account.phrase, device.ways);
    await resealAll(device.journal);
  }

  async #sync(device: HistoryDevice): Promise<void> {
    await push(device.journal, this.#server);
    await this.ledger.note(device);
    await this.#pull(device, Number.POSITIVE_INFINITY);
  }

  /** Points of devices at which the server had something else, in the present history. */
  async wrongPoints(): Promise<readonly unknown[]> {
    const { generation } = this.#server;
    const all = await Promise.all(this.devices.map((device) => device.points(generation)));
    return all.flat().filter((point) => this.ledger.isWrong(point));
  }

  async #act(device: HistoryDevice, command: Extract<Command, { readonly device: number }>): Promise<void> {
    switch (command.kind) {
      case 'clock-jumps':
        device.time.now += command.milliseconds;
        return;
      case 'goes-away':
        if (this.#away.size < this.devices.length - 1) this.#away.add(device);
        if (this.#away.has(device)) this.#watermarks.delete(device);
        return;
      case 'returns':
        this.#away.delete(device);
        return;
      case 'join':
        return await this.#join(device);
      case 'gather':
        device.outboxes[command.lane]?.push(...(await requestsFor(device.journal, LANES[command.lane] ?? LANES[0])));
        return;
      case 'deliver':
      case 'pull':
      case 'rotate':
      case 'resume':
      case 'take':
        if (!this.#away.has(device)) await device.mayCrash(command.crash, () => this.#perform(device, command));
        return;
      default:
        await device.mayCrash(command.crash, () => this.#perform(device, command));
    }
  }

  async #perform(
    device: HistoryDevice,
    command: Extract<Command, { readonly crash: Crash | undefined }>,
  ): Promise<void> {
    switch (command.kind) {
      case 'save': {
        const where = { collection: LANES[command.lane] ?? LANES[0], key: `key ${command.key}` };
        const { value } = command;
        await device.journal.batch([
          value === null ? { ...where, isDeleted: true } : { ...where, value: valueFor(value) },
        ]);
        return;
      }
      case 'deliver':
        return await this.#deliveries.deliver(device, command.lane, command.answer);
      case 'answer':
        return await this.#deliveries.answer(device, command.which);
      case 'revert':
        return await device.journal.revert([LANES[command.lane] ?? LANES[0]]);
      case 'pull':
        return await this.#pull(device, command.pages, async () => {
          if (command.meanwhile === 'answer') await this.#deliveries.answer(device, 0);
          if (command.meanwhile === 'deliver') await this.#deliveries.deliver(device, 0, 'comes');
        });
      case 'rotate':
        return await this.account.rotate({ journal: device.journal, account: await device.keys() }, device.ways);
      case 'resume':
        return void (await (await device.journal.epochs()).resume(device.ways));
      case 'take':
        return await (await device.journal.epochs()).take(this.account.phrase, device.ways);
      case 'reseal':
        return void (await (await device.journal.epochs()).reseal());
    }
  }

  /** The network may go away after some pages. */
  async #pull(device: HistoryDevice, pages: number, meanwhile = async () => {}): Promise<void> {
    let left = pages;
    const fetch = async (request: Request) => {
      if (left === 0) throw CUT_OFF;
      left -= 1;
      const since = Number(new URL(request.url).searchParams.get('since'));
      this.#watermarks.set(device, Math.max(since, this.#watermarks.get(device) ?? 0));
      const page = await this.#server.fetch(request);
      await meanwhile();
      return page;
    };
    await device.journal.pull({ fetch, origin: 'http://server.test' }).catch((cause) => {
      if (cause !== CUT_OFF) throw cause;
    });
  }

  async #join(maker: HistoryDevice): Promise<void> {
    if (this.devices.length === MOST_DEVICES || this.#away.has(maker)) return;
    const device = await HistoryDevice.open(this.account, maker);
    const head = await maker.journal.head();
    if (head !== undefined) await device.journal.expectHead(head);
    this.devices.push(device);
    this.#watermarks.set(device, 0);
  }

  #pass(milliseconds: number): void {
    this.account.time.now += milliseconds;
    for (const { time } of this.devices) time.now += milliseconds;
  }

  #restore(isTold: boolean): void {
    if (this.#backup === undefined) return;
    this.ledger.restored += 1;
    for (const { late } of this.devices) late.length = 0; // Their connections went with it.
    const name = `generation-${this.ledger.restored}-`.padEnd(22, 'a');
    this.#server.restore(this.#backup, isTold ? name : this.#server.generation);
  }
}

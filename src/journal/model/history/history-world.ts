import { type Clock, type DeltaAnswer, decodeDelta } from '../../../protocol/index.ts';
import { sameBytes } from '../../edit/same-bytes.ts';
import { digestOf } from '../../heads/count.ts';
import type { Delta, Value } from '../../journal.ts';
import { type Backup, ModelServer, merged, push, send } from '../../testing/model-server.ts';
import { TestTime } from '../../testing/test-journal.ts';
import type { Crash } from '../commands.ts';
import type { Command } from './commands.ts';
import { HistoryDevice, LANES } from './history-device.ts';

const ROUNDS = 12;
/** Rounds in which devices go on saving. */
const LAST_SAVES = 7;
const MOST_DEVICES = 5;
/** What a request throws whose answer does not come. */
const CUT_OFF = new Error('The network went away.');

/** Some devices of one account, their server, what it has acknowledged, and what it has pruned. */
export class HistoryWorld {
  readonly server: ModelServer;
  readonly devices: HistoryDevice[];
  readonly #time: TestTime;
  /** The newest clock of each entry that the server has said to have. */
  readonly #acknowledged = new Map<string, Clock>();
  /** The newest clock of each entry whose deletion was pruned. */
  readonly #pruned = new Map<string, Clock>();
  /** The last change that each device is known to have read; nothing of one that is away. */
  readonly #watermarks = new Map<HistoryDevice, number>();
  readonly #away = new Set<HistoryDevice>();
  /** The digest of what the server had at each of its changes. */
  readonly #truth = new Map<string, Uint8Array>();
  #backup: Backup | undefined;
  #restored = 0;

  private constructor(devices: HistoryDevice[], time: TestTime) {
    this.devices = devices;
    this.#time = time;
    this.server = new ModelServer(() => time.now);
    for (const device of devices) this.#watermarks.set(device, 0);
  }

  static async open(count: number): Promise<HistoryWorld> {
    const time = new TestTime();
    return new HistoryWorld(await Promise.all(Array.from({ length: count }, () => HistoryDevice.open(time.now))), time);
  }

  async run(command: Command): Promise<void> {
    switch (command.kind) {
      case 'time-passes':
        this.#time.now += command.milliseconds;
        for (const { time } of this.devices) time.now += command.milliseconds;
        return;
      case 'prune':
        return this.#prune();
      case 'back-up':
        this.#backup = this.server.backup();
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
   * Everybody is online and nothing breaks, until nothing changes any more. Who doubts takes the server's word. Where something was
   * restored, everybody goes on saving, too: an older state that has grown as long as the lost one is found out by the next heads.
   */
  async settle(): Promise<void> {
    this.#away.clear();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const device of this.devices) {
        if (this.#restored > 0 && round < LAST_SAVES) await this.#goOn(device, round);
        await this.#sync(device);
        if (await device.isDoubting()) await device.journal.trustServer();
      }
    }
  }

  /** As somebody does who has the app open: what others have saved is here before something else is saved. */
  async #goOn(device: HistoryDevice, round: number): Promise<void> {
    await this.#pull(device, Number.POSITIVE_INFINITY);
    await device.journal.collection(LANES[0]).set(`touched by ${device.account.device.id}`, round);
  }

  /** What a device sees that has just joined. */
  async fresh(): Promise<ReadonlyMap<string, Value>> {
    const device = await HistoryDevice.open(this.#time.now);
    await this.#pull(device, Number.POSITIVE_INFINITY);
    return await device.contents();
  }

  /** Entries of which the server has acknowledged something newer than it has now, beside pruned deletions. */
  missing(): readonly string[] {
    return [...this.#acknowledged]
      .filter(([id, clock]) => (this.server.held.get(id)?.entry.clock ?? this.#pruned.get(id) ?? '') < clock)
      .map(([id]) => id);
  }

  /** Entries that are at the server though a newer deletion of them was pruned. */
  resurrected(): readonly string[] {
    return [...this.#pruned]
      .filter(([id, clock]) => (this.server.held.get(id)?.entry.clock ?? '~') <= clock)
      .map(([id]) => id);
  }

  async #sync(device: HistoryDevice): Promise<void> {
    await push(device.journal, this.server);
    await this.#note();
    await this.#pull(device, Number.POSITIVE_INFINITY);
  }

  /** Remembers what the server has now. */
  async #note(): Promise<void> {
    const { generation, cursor, held } = this.server;
    const [device] = this.devices;
    if (device === undefined) return;
    const known = new Map([...held].map(([id, { entry }]) => [id, entry]));
    this.#truth.set(`${this.#restored} ${generation} ${cursor}`, await digestOf(device, known));
  }

  /** Points of devices at which the server had something else, in the present history. */
  async wrongPoints(): Promise<readonly unknown[]> {
    const { generation } = this.server;
    const all = await Promise.all(this.devices.map((device) => device.points(generation)));
    return all.flat().filter(({ sequence, digest }) => {
      const truth = this.#truth.get(`${this.#restored} ${generation} ${sequence}`);
      return truth !== undefined && !sameBytes(truth, digest);
    });
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
        device.outboxes[command.lane]?.push(...(await device.journal.delta([LANES[command.lane] ?? LANES[0]])));
        return;
      case 'deliver':
      case 'pull':
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
        await device.journal.batch([value === null ? { ...where, isDeleted: true } : { ...where, value }]);
        return;
      }
      case 'deliver':
        return await this.#deliver(device, command.lane, command.answer);
      case 'answer':
        return await this.#answer(device, command.which);
      case 'revert':
        return await device.journal.revert([LANES[command.lane] ?? LANES[0]]);
      case 'pull':
        return await this.#pull(device, command.pages, async () => {
          if (command.meanwhile === 'answer') await this.#answer(device, 0);
          if (command.meanwhile === 'deliver') await this.#deliver(device, 0, 'comes');
        });
    }
  }

  async #answer(device: HistoryDevice, which: number): Promise<void> {
    const late = device.late[which] ?? device.late[0];
    if (late === undefined) return;
    await this.#take(device, late.delta, late.answer);
    device.late.splice(device.late.indexOf(late), 1);
  }

  async #deliver(device: HistoryDevice, lane: number, answer: 'comes' | 'is-late' | 'is-lost'): Promise<void> {
    const outbox = device.outboxes[lane];
    const delta = outbox?.[0];
    if (outbox === undefined || delta === undefined) return;
    const reply = send(delta, this.server);
    await this.#note();
    if (answer === 'is-lost') return;
    if (reply.kind === 'clock-ahead') await device.journal.correct(reply.now);
    else if (reply.kind === 'tombstones-pruned') await device.journal.readAgain();
    else if (answer === 'is-late') device.late.push({ delta, answer: merged(reply).answer });
    else await this.#take(device, delta, merged(reply).answer);
    outbox.shift();
  }

  async #take(device: HistoryDevice, delta: Delta, answer: DeltaAnswer): Promise<void> {
    const lost = new Set(answer.winners.map(({ id }) => id));
    for (const { id, clock } of decodeDelta(delta.body)) {
      if (!lost.has(id) && (this.#acknowledged.get(id) ?? '') < clock) this.#acknowledged.set(id, clock);
    }
    await device.journal.acknowledge(decodeDelta(delta.body), answer);
  }

  /** The network may go away after some pages. */
  async #pull(device: HistoryDevice, pages: number, meanwhile = async () => {}): Promise<void> {
    let left = pages;
    const fetch = async (request: Request) => {
      if (left === 0) throw CUT_OFF;
      left -= 1;
      const since = Number(new URL(request.url).searchParams.get('since'));
      this.#watermarks.set(device, Math.max(since, this.#watermarks.get(device) ?? 0));
      const page = await this.server.fetch(request);
      await meanwhile();
      return page;
    };
    await device.journal.pull({ fetch, origin: 'http://server.test' }).catch((cause) => {
      if (cause !== CUT_OFF) throw cause;
    });
  }

  async #join(maker: HistoryDevice): Promise<void> {
    if (this.devices.length === MOST_DEVICES || this.#away.has(maker)) return;
    const device = await HistoryDevice.open(this.#time.now);
    const head = await maker.journal.head();
    if (head !== undefined) await device.journal.expectHead(head);
    this.devices.push(device);
    this.#watermarks.set(device, 0);
  }

  #prune(): void {
    const watermark = Math.min(...this.#watermarks.values());
    for (const [id, { entry, cursor }] of this.server.held) {
      if (entry.isTombstone && cursor <= watermark) this.#pruned.set(id, entry.clock);
    }
    this.server.prune(watermark);
  }

  #restore(isTold: boolean): void {
    if (this.#backup === undefined) return;
    this.#restored += 1;
    for (const { late } of this.devices) late.length = 0; // Their connections went with it.
    const name = `generation-${this.#restored}-`.padEnd(22, 'a');
    this.server.restore(this.#backup, isTold ? name : this.server.generation);
  }
}

import type { Account } from '../../account/index.ts';
import { type Clock, decodeDelta } from '../../protocol/index.ts';
import type { Delta, Journal, Value } from '../journal.ts';
import type { JournalStore } from '../store/journal-store.ts';
import { memoryJournalStore } from '../store/memory-journal-store.ts';
import { ModelServer, merged, pullFrom, push, type Reply, send, take } from '../testing/model-server.ts';
import { TestTime, testAccount, testJournal } from '../testing/test-journal.ts';
import type { Command, Crash } from './commands.ts';
import { type Armed, CRASHED, crashable } from './crashable-store.ts';
import { requestsFor, type StoredRequest } from './requests.ts';
import { unnamedChunks } from './unnamed-chunks.ts';
import { SIZES, valueFor } from './values.ts';

const COLLECTION = 'profile';
const ROUNDS = 6;

interface Device {
  readonly account: Account;
  readonly store: JournalStore;
  readonly time: TestTime;
  readonly armed: Armed;
  journal: Journal;
  /** Requests that are stored and not answered, oldest first. */
  readonly outbox: StoredRequest[];
}

/** Some devices of one account, their server, and what it has acknowledged. */
export class World {
  readonly server: ModelServer;
  readonly #devices: readonly Device[];
  readonly #time: TestTime;
  /** The newest clock of each entry that the server has said to have. */
  readonly #acknowledged = new Map<string, Clock>();

  private constructor(devices: readonly Device[], time: TestTime, server: ModelServer) {
    this.#devices = devices;
    this.#time = time;
    this.server = server;
  }

  static async open(
    count: number,
    fault: { readonly keepsTheLast: boolean } = { keepsTheLast: false },
  ): Promise<World> {
    const time = new TestTime();
    const devices = await Promise.all(Array.from({ length: count }, () => openDevice(time.now)));
    return new World(devices, time, new ModelServer(() => time.now, fault));
  }

  async run(command: Command): Promise<void> {
    if (command.kind === 'time-passes') return this.#pass(command.milliseconds);
    if (command.kind === 'collect') return this.server.collect();
    const device = this.#devices[command.device % this.#devices.length];
    if (device === undefined) return;
    if (command.kind === 'clock-jumps') device.time.now += command.milliseconds;
    else if (command.kind === 'gather') device.outbox.push(...(await requestsFor(device.journal, COLLECTION)));
    else await this.#mayCrash(device, command.crash, () => this.#perform(device, command));
  }

  /** Everybody is online and nothing breaks, until nothing changes any more. */
  async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { journal } of this.#devices) {
        await push(journal, this.server);
        await pullFrom(journal, this.server);
      }
    }
  }

  async contents(): Promise<readonly ReadonlyMap<string, Value>[]> {
    return await Promise.all(this.#devices.map(({ journal }) => sorted(journal)));
  }

  /** Entries of which the server has acknowledged something newer than it has now. */
  missing(): readonly string[] {
    return [...this.#acknowledged]
      .filter(([id, clock]) => (this.server.held.get(id)?.entry.clock ?? '') < clock)
      .map(([id]) => id);
  }

  /** What somebody still holds for unsent, has not opened, or keeps for nothing. */
  async leftovers(): Promise<readonly unknown[]> {
    const open = await Promise.all(
      this.#devices.map(async ({ journal, store }) => [
        ...(await journal.dirty()),
        ...(await journal.broken()),
        ...(await unnamedChunks(store)),
      ]),
    );
    return open.flat();
  }

  /** What a device finds that was not there before, once the server has removed what nothing refers to. */
  async fresh(): Promise<ReadonlyMap<string, Value>> {
    this.server.collect();
    const { journal } = await openDevice(this.#time.now);
    await pullFrom(journal, this.server);
    return await sorted(journal);
  }

  #pass(milliseconds: number): void {
    this.#time.now += milliseconds;
    for (const { time } of this.#devices) time.now += milliseconds;
  }

  async #perform(device: Device, command: Extract<Command, { readonly crash: Crash | undefined }>): Promise<void> {
    switch (command.kind) {
      case 'save':
        await device.journal.batch(
          command.writes.map(({ key, value }) =>
            value === null
              ? { collection: COLLECTION, key: `key ${key}`, isDeleted: true }
              : { collection: COLLECTION, key: `key ${key}`, value: valueFor(value) },
          ),
        );
        return;
      case 'deliver':
        return await this.#deliver(device, command.isAnswerLost);
      case 'revert':
        return await device.journal.revert([COLLECTION]);
      case 'pull':
        await pullFrom(device.journal, this.server);
    }
  }

  async #deliver(device: Device, isAnswerLost: boolean): Promise<void> {
    const [request] = device.outbox;
    if (request === undefined) return;
    if (request.kind === 'chunks') {
      this.server.keep(request.chunks);
      if (isAnswerLost) return;
      await device.journal.markChunks(
        request.chunks.map(({ id }) => id),
        'sent',
      );
    } else {
      const reply = send(request.delta, this.server);
      if (isAnswerLost) return;
      await this.#answer(device, request.delta, reply);
    }
    device.outbox.shift();
  }

  async #answer(device: Device, delta: Delta, reply: Reply): Promise<void> {
    if (reply.kind === 'clock-ahead') return await device.journal.correct(reply.now);
    if (reply.kind === 'tombstones-pruned') return await device.journal.readAgain();
    if (reply.kind === 'epoch-superseded') return;
    if (reply.kind === 'chunks-missing') return await device.journal.markChunks(reply.missing, 'unsent');
    const taken = merged(reply);
    const lost = new Set(taken.answer.winners.map(({ id }) => id));
    for (const { id, clock } of decodeDelta(delta.body)) {
      if (!lost.has(id) && (this.#acknowledged.get(id) ?? '') < clock) this.#acknowledged.set(id, clock);
    }
    await take(device.journal, delta, taken);
  }

  /** Who dies in the middle begins again with what was stored. */
  async #mayCrash(device: Device, crash: Crash | undefined, work: () => Promise<void>): Promise<void> {
    device.armed.crash = crash;
    try {
      await work();
    } catch (cause) {
      if (cause !== CRASHED) throw cause;
      device.journal = (await testJournal({ ...device, content: { sizes: SIZES } })).journal;
    } finally {
      device.armed.crash = undefined;
    }
  }
}

async function sorted(journal: Journal): Promise<ReadonlyMap<string, Value>> {
  return new Map([...(await journal.collection(COLLECTION).list())].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function openDevice(now: number): Promise<Device> {
  const time = new TestTime();
  time.now = now;
  const armed: Device['armed'] = { crash: undefined };
  const store = crashable(memoryJournalStore(), armed);
  const account = await testAccount();
  const { journal } = await testJournal({ account, store, time, content: { sizes: SIZES } });
  return { account, store, time, armed, journal, outbox: [] };
}

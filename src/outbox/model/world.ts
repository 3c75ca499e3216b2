import { cancel, discard, purge } from '../actions/cancel.ts';
import { list } from '../actions/list.ts';
import { retry } from '../actions/retry.ts';
import type { Stores } from '../actions/stores.ts';
import { pause, resume, signIn, signOut } from '../actions/switches.ts';
import { Browser } from './browser.ts';
import { Clock } from './clock.ts';
import type { Asked, Command, Setup } from './commands.ts';
import { type Disk, emptyDisk } from './disk.ts';
import type { HistoryEvent, Wish } from './history.ts';
import type { Stop } from './process.ts';
import { Server } from './server.ts';
import { idOf, requestOf, stampOf } from './task.ts';

const WISHES = { cancel, discard, retry } as const;

/** A device, its browser, a person, a clock and a server, with all that has happened among them. */
export class World {
  readonly history: HistoryEvent[] = [];
  readonly clock = new Clock();
  readonly disk: Disk;
  readonly browser: Browser;
  readonly #server: Server;
  readonly #ids: string[] = [];

  constructor(setup: Setup) {
    const note = (event: HistoryEvent) => {
      this.history.push(event);
      if (event.kind === 'told' && event.change.removed.length > 0) this.browser.endWhoIsHeldUp();
    };
    this.disk = emptyDisk(note);
    this.#server = new Server(note, this.clock);
    this.browser = new Browser(setup, this.disk, this.clock, this.#server, note);
  }

  async run(command: Command): Promise<void> {
    switch (command.kind) {
      case 'enqueue':
        return await this.#enqueue(command.asked, command.stop);
      case 'enqueue-many':
        for (let made = 0; made < command.count; made += 1) await this.#enqueue(command.asked, undefined);
        return;
      case 'cancel':
      case 'discard':
      case 'retry':
        return await this.#wish(command.kind, command.whom, command.stop);
      case 'purge':
        return await this.#purge(command.taskType, command.stop);
      case 'pause':
        return await this.#act((stores) => pause(stores), command.stop);
      case 'resume':
        return await this.#act((stores) => resume(stores), command.stop);
      case 'sign-out':
        return await this.#act((stores) => signOut(stores, command.account), command.stop);
      case 'sign-in':
        return await this.#act((stores) => signIn(stores, command.account), command.stop);
      case 'replay':
        this.#server.expect(command.replies);
        await this.browser.replay(command.networkIsBack, command.stop);
        return;
      case 'go-on':
        return await this.browser.goOn(command.whom, command.stop);
      case 'time-passes':
        return this.clock.pass(command.milliseconds);
      case 'clock-jumps':
        return this.clock.jump(command.milliseconds);
      case 'restart':
        return this.browser.crash();
    }
  }

  async #enqueue(asked: Asked, stop: Stop | undefined): Promise<void> {
    const id = idOf(this.#ids.length + 1);
    const edited = asked.edits === null ? undefined : (await this.#failed()).at(asked.edits);
    const stamp = { ...stampOf(id, asked, this.#stored(), this.clock.now()), insteadOf: edited ?? null };
    this.#ids.push(id);
    await this.#act(async (stores) => {
      const place = await stores.queue.push(requestOf(id), stamp);
      await list(stores, [{ stamp, place }]);
      this.history.push({ kind: 'listed', id });
    }, stop);
  }

  async #wish(wish: Wish, whom: number, stop: Stop | undefined): Promise<void> {
    const id = chosen(wish === 'cancel' ? await this.#open() : await this.#failed(), whom) ?? chosen(this.#ids, whom);
    if (id === undefined) return;
    this.history.push({ kind: 'asked', wish, id });
    await this.#act(async (stores) => {
      await WISHES[wish](stores, id);
      this.history.push({ kind: 'granted', wish, id });
    }, stop);
  }

  async #purge(taskType: string, stop: Stop | undefined): Promise<void> {
    const asked = { taskType };
    this.history.push({ kind: 'purge-asked', purge: asked });
    await this.#act(async (stores) => {
      await purge(stores, (task) => task.taskType === taskType);
      this.history.push({ kind: 'purge-granted', purge: asked });
    }, stop);
  }

  async #act(action: (stores: Stores) => Promise<void>, stop: Stop | undefined): Promise<void> {
    await this.browser.openPage(action, stop);
  }

  #stored(): readonly string[] {
    return this.history.flatMap((event) => (event.kind === 'stored' ? [event.stamp.id] : []));
  }

  async #failed(): Promise<readonly string[]> {
    const { rows } = await this.disk.ledger.read();
    return rows.filter(({ task }) => task.status === 'failed').map(({ id }) => id);
  }

  async #open(): Promise<readonly string[]> {
    const { rows } = await this.disk.ledger.read();
    return rows.filter(({ task }) => task.status !== 'completed').map(({ id }) => id);
  }
}

function chosen(ids: readonly string[], whom: number): string | undefined {
  return ids[whom % ids.length];
}

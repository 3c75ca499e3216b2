import type { Stores } from '../actions/stores.ts';
import type { DeliveryOptions } from '../delivery.ts';
import { BackhaulError } from '../errors.ts';
import { DEFAULT_RETENTION } from '../ledger/retention.ts';
import type { PassOutcome } from '../pass-outcome.ts';
import { replayable } from '../replay/outbox.ts';
import { type Replayer, replayer } from '../replay/replayer.ts';
import type { Clock } from './clock.ts';
import type { Setup } from './commands.ts';
import { dice } from './dice.ts';
import { type Disk, seenBy } from './disk.ts';
import type { HistoryEvent } from './history.ts';
import { Process, type Stop } from './process.ts';
import type { Server } from './server.ts';
import { ORIGIN } from './task.ts';

interface Work {
  readonly process: Process;
  isDone: boolean;
}

interface Worker {
  readonly process: Process;
  readonly replayer: Replayer;
}

/** Starts processes, holds them up, and kills them. Of workers there is one at a time, so that it has the replay lock. */
export class Browser {
  readonly #setup: Setup;
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #note: (event: HistoryEvent) => void;
  readonly #random: () => number;
  #worker: Worker | undefined;
  #unfinished: Work[] = [];
  /** What pages have done, as the worker has heard. */
  #acts = 0;

  constructor(setup: Setup, disk: Disk, clock: Clock, server: Server, note: (event: HistoryEvent) => void) {
    this.#setup = setup;
    this.#disk = disk;
    this.#clock = clock;
    this.#server = server;
    this.#note = note;
    this.#random = dice(setup.seed);
  }

  /** A page in which one thing is done. */
  async openPage(action: (stores: Stores) => Promise<void>, stop: Stop | undefined): Promise<void> {
    const process = this.#start(stop);
    const acting = action({ ...seenBy(process, this.#disk), now: this.#clock.now });
    await this.#follow(
      process,
      acting.finally(() => {
        this.#acts += 1;
      }),
    );
  }

  /** Wakes the worker, also in the middle of a pass. Gives what the pass that saw it came to, if it came to anything. */
  async replay(networkIsBack: boolean, stop: Stop | undefined): Promise<PassOutcome | undefined> {
    if (this.#worker?.process.isAlive !== true) this.#worker = this.#startWorker();
    const { process, replayer } = this.#worker;
    let outcome: PassOutcome | undefined;
    const replaying = replayer.replay({ networkIsBack }).then((passed) => {
      outcome = passed;
    });
    process.goOn(stop);
    await this.#follow(process, replaying);
    return outcome;
  }

  /** One of those that were held up goes on. */
  async goOn(whom: number, stop: Stop | undefined): Promise<void> {
    const work = this.#unfinished[whom % this.#unfinished.length];
    if (work === undefined) return;
    work.process.goOn(stop);
    await this.#watch(work);
  }

  async everythingGoesOn(): Promise<void> {
    while (this.#unfinished.length > 0) await this.goOn(0, undefined);
  }

  /** Nobody is held up for as long as a settled task stays listed: who was, until now, would list it once more. */
  endWhoIsHeldUp(): void {
    for (const { process } of this.#unfinished) if (!process.isRunning) process.crash('held up for too long');
  }

  crash(): void {
    for (const { process } of this.#unfinished) process.crash('held up');
    this.#unfinished = [];
    this.#worker?.process.crash('idle');
  }

  #start(stop: Stop | undefined): Process {
    return new Process(
      {
        crashed: (place) => this.#note({ kind: 'crashed', place }),
        neverEnds: () => this.#note({ kind: 'mistake', text: 'It goes round in circles.' }),
      },
      stop,
    );
  }

  #startWorker(): Worker {
    const process = this.#start(undefined);
    const { now, deadline } = this.#clock;
    const environment = {
      now,
      deadline,
      random: this.#random,
      fetch: (request: Request) => process.act('fetch', () => this.#server.fetch(request)),
      exclusively: <Result>(_lock: string, work: () => Promise<Result>) => work(),
    };
    const outbox = replayable(
      { ...seenBy(process, this.#disk), environment, othersActed: () => this.#acts },
      deliveryOf(this.#setup),
    );
    return { process, replayer: replayer(outbox, 'replay') };
  }

  async #follow(process: Process, working: Promise<void>): Promise<void> {
    const work: Work = { process, isDone: false };
    working
      .catch((cause) => this.#complain(cause))
      .finally(() => {
        work.isDone = true;
      });
    this.#unfinished.push(work);
    await this.#watch(work);
  }

  /** Until it is done, dead, or held up. When nothing moves, time does. */
  async #watch(work: Work): Promise<void> {
    await turn();
    while (!work.isDone && work.process.isRunning && this.#clock.passToNextAlarm()) await turn();
    if (!work.isDone && work.process.isRunning) this.#giveUp(work);
    this.#unfinished = this.#unfinished.filter(({ isDone, process }) => !isDone && process.isAlive);
  }

  #giveUp({ process }: Work): void {
    this.#note({ kind: 'mistake', text: 'It waits for nothing.' });
    process.crash('waiting for nothing');
  }

  /** A person may ask for what is not possible any more. */
  #complain(cause: unknown): void {
    if (!(cause instanceof BackhaulError)) this.#note({ kind: 'mistake', text: String(cause) });
  }
}

function deliveryOf({ batch, lanes, retained }: Setup): DeliveryOptions {
  const limits = { lanes, retention: { ...DEFAULT_RETENTION, count: retained } };
  return batch === null ? { limits } : { limits, batch: { url: `${ORIGIN}/v1/batch`, ...batch } };
}

/** Everything that needs no time has happened. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

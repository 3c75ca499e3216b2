import type { Step } from './plan.ts';
import type { World } from './world.ts';
import { WorldFaults } from './world-faults.ts';

/** Writes and cancels that pages have not answered yet. */
const MOST_UNDER_WAY = 8;
/** With more requests waiting than this, the driver lets the queue catch up. */
const DEEP = 400;
const SHALLOW = 200;
const STEPS_BETWEEN_LOOKS = 25;
/** Milliseconds without a single request after which the driver asks for a pass itself. */
const PATIENCE = 20_000;
/** How often it asks before it takes the queue for stuck. */
const MOST_NUDGES = 5;
/** Milliseconds after which somebody who waits for the queue is told what it waits for. */
const SLOW = 30_000;

export interface Driven {
  /** How often nothing was sent for a long time while something waited, until the driver asked for it. */
  readonly nudges: number;
  /** Writes and cancels to which a page that lived gave no answer. */
  readonly unanswered: number;
  /** Requests that were still waiting when the driver gave up. */
  readonly undelivered: number;
}

/** Does what the plan says, heals the world, and waits until the queue is empty. */
export async function drive(
  world: World,
  steps: readonly Step[],
  onProgress: (done: number) => void = () => undefined,
): Promise<Driven> {
  const faults = new WorldFaults(world);
  const watch = new QueueWatch(world);
  for (const [done, step] of steps.entries()) {
    if (step.kind === 'fault') await faults.inject(step.fault);
    else await perform(world, step.operation);
    if (done % STEPS_BETWEEN_LOOKS === 0 && (await watch.waiting()) > DEEP) {
      await faults.healed();
      await watch.untilAtMost(SHALLOW);
    }
    onProgress(done);
  }
  await world.writer.allAnswered();
  await faults.healed();
  world.requestFaults.disarm();
  await watch.replayNow();
  const undelivered = await watch.untilAtMost(0);
  return { nudges: watch.nudges, unanswered: world.writer.unanswered, undelivered };
}

async function perform(
  { writer, browser }: World,
  operation: Parameters<World['writer']['perform']>[0],
): Promise<void> {
  while (writer.underWay >= MOST_UNDER_WAY) await writer.oneAnswered();
  writer.perform(operation, browser.tabs);
}

/** Looks at the queue through a tab that is open. */
class QueueWatch {
  nudges = 0;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async waiting(): Promise<number> {
    return await this.#tab().evaluate(() => window.soak.waiting());
  }

  async replayNow(): Promise<void> {
    await this.#tab().evaluate(() => window.soak.replayNow());
  }

  /** Gives how many are left: more than asked for if the queue is stuck. */
  async untilAtMost(most: number): Promise<number> {
    let waiting = await this.waiting();
    let asked = 0;
    let quietSince = Date.now();
    let toldAt = Date.now();
    while (waiting > most && asked < MOST_NUDGES) {
      const saw = await this.#world.gateway.sawRequests(Math.max(1, Math.floor((waiting - most) / 4)), 1_000);
      if (saw > 0) quietSince = Date.now();
      else if (Date.now() - quietSince > PATIENCE) {
        asked += 1;
        this.nudges += 1;
        quietSince = Date.now();
        await this.#world.browser.setOffline(true); // A worker that started while the network came back may have missed it.
        await this.#world.browser.setOffline(false);
        await this.replayNow();
      }
      waiting = await this.waiting();
      if (Date.now() - toldAt > SLOW) {
        toldAt = Date.now();
        const held = await this.#tab().evaluate(() => window.soak.held());
        console.error(`${waiting} still wait, among them:`, JSON.stringify(held.slice(0, 3)));
      }
    }
    return waiting;
  }

  #tab() {
    const [tab] = this.#world.browser.tabs;
    if (tab === undefined) throw new Error('No tab is open.');
    return tab;
  }
}

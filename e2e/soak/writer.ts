import { setTimeout as after } from 'node:timers/promises';
import type { Page } from 'playwright/test';
import { clockOf } from './clock-of.ts';
import type { Model } from './model.ts';
import { entryOf, laneOf, type Operation, type TaskOperation, valueWrittenBy } from './operation.ts';
import type { PageTask, Told } from './soak-page.ts';

/** Milliseconds within which a page that lives has to answer. */
const LONGEST_ANSWER = 30_000;

/** How Playwright says that a page has gone while it was asked. */
const CUT_OFF = /closed|crashed|destroyed|detached/i;

interface Asked {
  readonly tab: Page;
  readonly lane: string;
  readonly answered: Promise<void>;
}

/** Asks pages to write, several at once, and keeps the model of what they said. */
export class Writer {
  readonly model: Model;
  /** What the pages refused, by their reason. */
  readonly refusals = new Map<string, number>();
  cancelled = 0;
  /** Questions to which a living page gave no answer. */
  unanswered = 0;
  readonly #startedAt: number;
  readonly #asked = new Set<Asked>();

  constructor(model: Model, startedAt: number) {
    this.model = model;
    this.#startedAt = startedAt;
  }

  /** How many writes and cancels this tab has not answered yet. */
  asking(tab: Page): number {
    return [...this.#asked].filter((asked) => asked.tab === tab).length;
  }

  get underWay(): number {
    return this.#asked.size;
  }

  /** Resolves as soon as one of those under way has been answered or cut off. */
  async oneAnswered(): Promise<void> {
    await Promise.race([...this.#asked].map(({ answered }) => answered));
  }

  async allAnswered(): Promise<void> {
    await Promise.all([...this.#asked].map(({ answered }) => answered));
  }

  perform(operation: Operation, tabs: readonly Page[]): void {
    if (operation.kind === 'cancel') this.#cancel(operation.message, tabs);
    else this.#write(operation, tabs);
  }

  #write(operation: TaskOperation, tabs: readonly Page[]): void {
    const clock = clockOf(this.#startedAt, operation.task);
    const task = pageTask(operation, clock);
    this.model.attempted(operation, clock);
    this.#ask(this.#tabFor(task.lane, operation.task, tabs), task.lane, async (tab) => {
      this.#hear(operation.task, await tab.evaluate((written) => window.soak.write(written), task));
    });
  }

  #cancel(message: number, tabs: readonly Page[]): void {
    const key = this.model.cancellableKey(message);
    if (key === undefined) return;
    this.model.cancelAttempted(message); // At once: one that is asked for twice would be told that it is too late.
    this.#ask(tabs[message % tabs.length]!, '', async (tab) => {
      if (!(await tab.evaluate(() => window.soak.canCancel))) return this.model.notCancelled(message);
      const told = await tab.evaluate((cancelled) => window.soak.cancel(cancelled), key);
      if (told.kind === 'too-late') this.model.notCancelled(message);
      else this.model.cancelled(message, told.mayHaveArrived);
      if (told.kind === 'cancelled') this.cancelled += 1;
    });
  }

  #hear(task: number, told: Told): void {
    if (told.kind === 'stored') {
      this.model.stored(task, told.key);
      return;
    }
    this.model.refused(task);
    this.refusals.set(told.code, (this.refusals.get(told.code) ?? 0) + 1);
  }

  /** Two tabs that write to one lane at the same time have no order between them: whoever is at it goes on. */
  #tabFor(lane: string, task: number, tabs: readonly Page[]): Page {
    const busy = [...this.#asked].find((asked) => asked.lane === lane && tabs.includes(asked.tab));
    return busy?.tab ?? tabs[task % tabs.length]!;
  }

  #ask(tab: Page, lane: string, question: (tab: Page) => Promise<void>): void {
    const limit = new AbortController();
    const answered = Promise.race([question(tab), this.#tooLong(limit.signal)])
      .catch((error: unknown) => {
        if (!(error instanceof Error && CUT_OFF.test(error.message))) throw error;
      })
      .finally(() => {
        limit.abort();
        this.#asked.delete(asked);
      });
    const asked = { tab, lane, answered };
    this.#asked.add(asked);
  }

  async #tooLong(signal: AbortSignal): Promise<void> {
    await after(LONGEST_ANSWER, undefined, { signal });
    this.unanswered += 1;
  }
}

function pageTask(operation: TaskOperation, clock: string): PageTask {
  const kind = operation.kind === 'edit' ? 'save' : operation.kind;
  return { kind, entry: entryOf(operation), lane: laneOf(operation), clock, value: valueWrittenBy(operation) };
}

import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright/test';
import { Origin } from '../stage/origin.ts';
import type { Contestant, Entrant } from './contestants.ts';

declare global {
  interface Window {
    contestant: Contestant;
    outbox: Awaited<ReturnType<Contestant['open']>>;
  }
}

export interface Heat {
  readonly entrant: Entrant;
  readonly tasks: number;
  /** Milliseconds. */
  readonly roundTrip: number;
}

const TOO_LONG = 180_000;

/** Queues tasks without a network and gives how many a second arrive once it is back. */
export async function runHeat(context: BrowserContext, heat: Heat): Promise<number> {
  const origin = await Origin.open(heat.entrant, heat.roundTrip);
  const page = await context.newPage();
  try {
    const account = `bench-${randomUUID()}`;
    await page.goto(origin.url);
    await fill(page, account, heat);
    const milliseconds = await drain(context, origin, heat);
    checkBatches(origin, heat);
    return heat.tasks / (milliseconds / 1000);
  } finally {
    await context.setOffline(false);
    await page.evaluate(removeWorkers);
    await page.close();
    await origin.close();
  }
}

async function fill(page: Page, account: string, { entrant, tasks }: Heat): Promise<void> {
  await page.evaluate(
    async (opening) => {
      window.outbox = await window.contestant.open(opening);
    },
    { ...entrant.options, account },
  );
  await page.context().setOffline(true);
  await page.evaluate(async (count) => {
    for (let task = 0; task < count; task += 1) await window.outbox.save(task);
    await window.outbox.isQuiet();
  }, tasks);
}

/** Milliseconds from the moment in which the network is given back to the answer of the last task. */
async function drain(context: BrowserContext, { api }: Origin, heat: Heat): Promise<number> {
  if (api.effects > 0) throw new Error(`${heat.entrant.name} has sent ${api.effects} tasks while it was offline.`);
  const start = performance.now();
  await context.setOffline(false);
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(shortfall(heat, api.effects, 'were answered in time')), TOO_LONG);
  });
  try {
    return (await Promise.race([api.answered(heat.tasks), timeIsUp])) - start;
  } finally {
    clearTimeout(timer);
  }
}

/** A rate of batches that were none would be somebody else's. */
function checkBatches({ api }: Origin, { entrant, tasks }: Heat): void {
  const isBatched = entrant.options.batch !== undefined;
  if (isBatched && api.requests > tasks / 10) throw new Error(`${entrant.name}: ${api.requests} requests, no batches.`);
}

function shortfall({ entrant, tasks }: Heat, count: number, what: string): Error {
  return new Error(`${entrant.name}: ${count} of ${tasks} tasks ${what}.`);
}

async function removeWorkers(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
}

import type { CDPSession } from 'playwright/test';
import type { BenchOptions, Figures } from '../figures.ts';
import { bytesOf, onSaveStage, type SaveStage } from '../save/save-stage.ts';
import { percentile } from '../stage/percentile.ts';
import { median, toThreeDigits } from '../stage/statistics.ts';
import type { Edit, Way } from './chunks-page.ts';

/** Where a value is cut depends on its account: one that is cut badly in the wrong place would decide everything. */
const ACCOUNTS = 5;
const SMALL_CHANGES = 10;
const RANDOM_EDITS = 1_000;
const WHOLE_CHANGES = 5;

/** What one save of the large value has cost. Times in milliseconds. */
interface MeasuredChange {
  /** Beside the headers that this browser puts on each of its requests. */
  readonly bytes: number;
  readonly wire: number;
  readonly requests: number;
  /** Until it was stored on this device. */
  readonly stored: number;
  /** What the page's main thread did until the server had it. */
  readonly main: number;
  /** Of the main thread, over 50 ms. */
  readonly longTasks: number;
}

/** What one account's large value has cost. */
interface MeasuredAccount {
  readonly first: MeasuredChange;
  readonly deflated: number;
  readonly small: readonly MeasuredChange[];
  readonly random: readonly MeasuredChange[];
  readonly longTasks: number;
}

/** One large value: uploaded, and changed a little again and again, in chunks and as a whole. */
export async function measureChunks({ tasks = RANDOM_EDITS }: BenchOptions): Promise<Figures> {
  const accounts: MeasuredAccount[] = [];
  for (let count = 0; count < ACCOUNTS; count += 1) {
    accounts.push(await measureAccount('chunks', SMALL_CHANGES, Math.ceil(tasks / ACCOUNTS)));
    console.log(`account ${count + 1} of ${ACCOUNTS}: measured`);
  }
  const whole = await measureAccount('whole', WHOLE_CHANGES, 0);
  const small = accounts.flatMap((account) => account.small);
  const random = accounts.flatMap((account) => account.random);
  const smallBytes = medianOf(small, 'bytes');
  return {
    'chunks.smallChangeBytes': smallBytes,
    'chunks.smallChangeWireBytes': medianOf(small, 'wire'),
    'chunks.smallChangeRequests': medianOf(small, 'requests'),
    'chunks.smallChangeStoredMs': toThreeDigits(medianOf(small, 'stored')),
    'chunks.smallChangeMainMs': toThreeDigits(medianOf(small, 'main')),
    'chunks.randomEditBytes': medianOf(random, 'bytes'),
    'chunks.randomEditP95Bytes': percentile(
      random.map(({ bytes }) => bytes),
      0.95,
    ),
    'chunks.firstUploadBytes': medianOf(
      accounts.map(({ first }) => first),
      'bytes',
    ),
    'chunks.firstUploadRequests': medianOf(
      accounts.map(({ first }) => first),
      'requests',
    ),
    'chunks.firstUploadRatio': toThreeDigits(median(accounts.map(({ first, deflated }) => first.bytes / deflated))),
    'chunks.longTasks': accounts.reduce((sum, { longTasks }) => sum + longTasks, 0),
    'chunks.wholeFirstUploadBytes': whole.first.bytes,
    'chunks.wholeChangeBytes': medianOf(whole.small, 'bytes'),
    'chunks.wholeChangeStoredMs': toThreeDigits(medianOf(whole.small, 'stored')),
    'chunks.wholeChangeMainMs': toThreeDigits(medianOf(whole.small, 'main')),
    'chunks.wholeLongTasks': whole.longTasks,
    'chunks.wholeRatio': Math.round(medianOf(whole.small, 'bytes') / smallBytes),
  };
}

/** A browser and a server without a past, where one large value is saved. */
async function measureAccount(way: Way, smallChanges: number, randomEdits: number): Promise<MeasuredAccount> {
  return await onSaveStage(
    async (stage) => {
      const { page, context } = stage;
      const session = await context.newCDPSession(page);
      await session.send('Performance.enable');
      await page.evaluate((chosen) => window.chunksPage.open(chosen), way);
      const change = (edit: Edit) => measureChange(stage, session, edit);
      const first = await change('first');
      const deflated = await page.evaluate(() => window.chunksPage.deflatedBytes());
      const small = await repeated(smallChanges, () => change('small'));
      const random = await repeated(randomEdits, () => change('random'));
      const longTasks = [first, ...small, ...random].reduce((sum, one) => sum + one.longTasks, 0);
      return { first, deflated, small, random, longTasks };
    },
    new URL('chunks-page.ts', import.meta.url),
  );
}

async function measureChange({ page, wire }: SaveStage, session: CDPSession, edit: Edit): Promise<MeasuredChange> {
  await page.evaluate((which) => window.chunksPage.edit(which), edit);
  await page.evaluate(() => window.chunksPage.longTasks()); // What came before does not count.
  const before = wire.writes.length;
  const busy = await busyMilliseconds(session);
  const stored = await page.evaluate(() => window.chunksPage.save());
  const main = (await busyMilliseconds(session)) - busy;
  const sent = wire.writes.slice(before);
  const longTasks = await page.evaluate(() => window.chunksPage.longTasks());
  const { own: bytes, wire: onWire } = bytesOf(sent);
  return { bytes, wire: onWire, requests: sent.length, stored, main, longTasks };
}

/** What the page's main thread has spent on tasks so far. */
async function busyMilliseconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
}

async function repeated(times: number, work: () => Promise<MeasuredChange>): Promise<readonly MeasuredChange[]> {
  const measured: MeasuredChange[] = [];
  for (let count = 0; count < times; count += 1) measured.push(await work());
  return measured;
}

function medianOf(measured: readonly MeasuredChange[], name: keyof MeasuredChange): number {
  return median(measured.map((one) => one[name]));
}

import type { Figures } from '../figures.ts';
import { PageServer } from '../payload/page-server.ts';
import { percentile } from '../stage/percentile.ts';
import { onStage } from '../stage/stage.ts';
import { median, toThreeDigits } from '../stage/statistics.ts';
import type { MeasuredSave } from './save-page.ts';
import { onSaveStage, type SaveStage } from './save-stage.ts';
import { SMALL, type SpaceSize } from './spaces.ts';

const ACCOUNTS = [5, 50, 500, 5_000] as const;
const SAVES = 200;
/** The first ones pay for what is opened and compiled once. */
const WARM_UP = 20;
const MONOLITH_SAVES = 3;

/** What was measured of one account. */
interface Measured {
  readonly saves: MeasuredSave[];
  longTasks: number;
}

/**
 * What one save costs the person and the device, as the account grows: all else is delivered, the network is gone. The
 * accounts take turns, save by save: whatever else the machine does befalls all of them.
 */
export async function measureSave(): Promise<Figures> {
  const measured = await withAccounts([...ACCOUNTS], SMALL, takeTurns);
  const figures: Record<string, number> = {};
  for (const [spaces, { saves, longTasks }] of measured) {
    const times = saves.map(({ stored }) => stored);
    figures[`save.storedMs${spaces}`] = toThreeDigits(median(times));
    figures[`save.storedP95Ms${spaces}`] = toThreeDigits(percentile(times, 0.95));
    figures[`save.freeMs${spaces}`] = toThreeDigits(median(saves.map(({ free }) => free)));
    figures[`save.idbRequests${spaces}`] = median(saves.map(({ requests }) => requests));
    figures[`save.longTasks${spaces}`] = longTasks;
  }
  Object.assign(figures, await monolithFigures(figures));
  figures['save.storedRatio5000'] = toThreeDigits(
    (figures['save.storedMs5000'] ?? Number.NaN) / (figures['save.storedMs5'] ?? Number.NaN),
  );
  return figures;
}

type Accounts = ReadonlyMap<number, SaveStage>;

/** Opens the accounts, each in a browser of its own, for as long as `measure` takes. */
async function withAccounts<Result>(
  [spaces, ...others]: readonly number[],
  size: SpaceSize,
  measure: (accounts: Accounts) => Promise<Result>,
  opened: Accounts = new Map(),
): Promise<Result> {
  if (spaces === undefined) return await measure(opened);
  return await onSaveStage(async (stage) => {
    await stage.page.evaluate(([count, each]) => window.savePage.prepare(count, each), [spaces, size] as const);
    await stage.page.evaluate(() => window.savePage.acknowledgeAll());
    await stage.context.setOffline(true);
    console.log(`${spaces} spaces: ready`);
    return await withAccounts(others, size, measure, new Map([...opened, [spaces, stage]]));
  });
}

async function takeTurns(accounts: Accounts): Promise<ReadonlyMap<number, Measured>> {
  const measured = new Map<number, Measured>(
    [...accounts.keys()].map((spaces) => [spaces, { saves: [], longTasks: 0 }]),
  );
  for (let turn = 0; turn < WARM_UP + SAVES; turn += 1) {
    for (const [spaces, { page }] of accounts) {
      const save = await page.evaluate((name) => window.savePage.rename(name), `Robin ${turn}`);
      const longTasks = await page.evaluate(() => window.savePage.longTasks());
      const kept = measured.get(spaces);
      if (turn < WARM_UP || kept === undefined) continue;
      kept.saves.push(save);
      kept.longTasks += longTasks;
    }
  }
  return measured;
}

/** The same accounts as the monolith saves them: from the click to the answer, with nothing stored before that. */
async function monolithFigures(ours: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const spaces of ACCOUNTS) {
    const milliseconds = await onStage(({ context }) => timeMonolith(context, spaces));
    figures[`save.monolithMs${spaces}`] = toThreeDigits(milliseconds);
    figures[`save.monolithRatio${spaces}`] = toThreeDigits(
      milliseconds / (ours[`save.storedMs${spaces}`] ?? Number.NaN),
    );
  }
  return figures;
}

async function timeMonolith(context: SaveStage['context'], spaces: number): Promise<number> {
  const server = await PageServer.start(new URL('../payload/monolith-page.ts', import.meta.url).pathname);
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    return median(
      await page.evaluate(([count, saves]) => window.timeMonolith(count, saves), [spaces, MONOLITH_SAVES] as const),
    );
  } finally {
    await server.stop();
  }
}

import type { Figures } from '../figures.ts';
import { percentile } from '../stage/percentile.ts';
import { median, toThreeDigits } from '../stage/statistics.ts';
import type { MeasuredSave } from './save-page.ts';
import { onSaveStage, type SaveStage } from './save-stage.ts';
import { JOINED, SMALL, type SpaceSize } from './spaces.ts';

const SIZES: readonly (readonly [spaces: number, size: SpaceSize])[] = [
  [5, SMALL],
  [50, JOINED],
  [500, SMALL],
  [5_000, SMALL],
];
const SAVES = 60;
/** The first ones pay for what is opened and compiled once. */
const WARM_UP = 10;

/** What one save costs the person and the device, as the account grows: everything else is delivered, the network is gone. */
export async function measureSave(): Promise<Figures> {
  const figures: Record<string, number> = {};
  const stored = new Map<number, number>();
  for (const [spaces, size] of SIZES) {
    const { renames, longTasks } = await onSaveStage((stage) => measureAccount(stage, spaces, size));
    const times = renames.map((save) => save.stored);
    stored.set(spaces, median(times));
    figures[`save.storedMs${spaces}`] = toThreeDigits(median(times));
    figures[`save.storedP95Ms${spaces}`] = toThreeDigits(percentile(times, 0.95));
    figures[`save.freeMs${spaces}`] = toThreeDigits(median(renames.map(({ free }) => free)));
    figures[`save.idbRequests${spaces}`] = median(renames.map(({ requests }) => requests));
    figures[`save.longTasks${spaces}`] = longTasks;
    console.log(`${spaces} spaces: ${SAVES} saves measured`);
  }
  figures['save.storedRatio5000'] = toThreeDigits((stored.get(5_000) ?? 0) / (stored.get(5) ?? 1));
  return figures;
}

async function measureAccount({ page, context }: SaveStage, spaces: number, size: SpaceSize) {
  await page.evaluate(([count, each]) => window.savePage.prepare(count, each), [spaces, size] as const);
  await page.evaluate(() => window.savePage.acknowledgeAll());
  await context.setOffline(true);
  for (let save = 0; save < WARM_UP; save += 1) await rename(page, `Warm ${save}`);
  await page.evaluate(() => window.savePage.longTasks());
  const renames: MeasuredSave[] = [];
  for (let save = 0; save < SAVES; save += 1) renames.push(await rename(page, `Robin ${save}`));
  return { renames, longTasks: await page.evaluate(() => window.savePage.longTasks()) };
}

function rename(page: SaveStage['page'], name: string): Promise<MeasuredSave> {
  return page.evaluate((next) => window.savePage.rename(next), name);
}

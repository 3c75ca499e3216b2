import type { Page } from 'playwright/test';
import type { Figures } from '../figures.ts';
import { PageServer } from '../payload/page-server.ts';
import { onStage } from '../stage/stage.ts';
import { median, toThreeDigits } from '../stage/statistics.ts';
import type { MeasuredLook } from './adopt-page.ts';

const RECORDS = 5_000;
const LOOKS = 7;
const CHANGED = 3;

/** What it costs to find out what has changed in an app's own database: in one that has not, and where three records have. */
export async function measureAdopt(): Promise<Figures> {
  const server = await PageServer.start(new URL('adopt-page.ts', import.meta.url).pathname);
  try {
    return await onStage(async ({ context }) => {
      const page = await context.newPage();
      await page.goto(server.url);
      await page.evaluate((records) => window.adoptPage.prepare(records), RECORDS);
      return await looks(page);
    });
  } finally {
    await server.stop();
  }
}

async function looks(page: Page): Promise<Figures> {
  const records = await repeated(() => page.evaluate(() => window.adoptPage.lookAtRecords()), 0);
  const chat = await repeated(() => page.evaluate(() => window.adoptPage.lookAtChat()), 0);
  let edit = 0;
  const changed = await repeated(async () => {
    edit += 1;
    await page.evaluate((number) => window.adoptPage.editChat(number), edit);
    return await page.evaluate(() => window.adoptPage.lookAtChat());
  }, CHANGED);
  return {
    'adopt.scanMsPer1000': toThreeDigits((records.milliseconds / RECORDS) * 1_000),
    'adopt.scanMs50': toThreeDigits(chat.milliseconds),
    'adopt.longTasks': records.longTasks + chat.longTasks,
    'adopt.changedMs50': toThreeDigits(changed.milliseconds),
    'adopt.changedLongTasks50': changed.longTasks,
  };
}

/** The median of the times, and all long tasks; the first look pays for what is opened and compiled once. */
async function repeated(look: () => Promise<MeasuredLook>, changed: number): Promise<Omit<MeasuredLook, 'changed'>> {
  const measured: MeasuredLook[] = [];
  for (let count = 0; count < LOOKS + 1; count += 1) measured.push(await look());
  const wrong = measured.find((one) => one.changed !== changed);
  if (wrong !== undefined) throw new Error(`${changed} records have changed, and ${wrong.changed} were found.`);
  const counted = measured.slice(1);
  return {
    milliseconds: median(counted.map(({ milliseconds }) => milliseconds)),
    longTasks: counted.reduce((sum, { longTasks }) => sum + longTasks, 0),
  };
}

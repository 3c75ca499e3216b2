import type { BrowserContext } from 'playwright/test';
import type { Figures } from '../figures.ts';
import { bytesSaved, onSaveStage, type SaveStage } from '../save/save-stage.ts';
import { JOINED } from '../save/spaces.ts';
import { toThreeDigits } from '../stage/statistics.ts';
import { PageServer } from './page-server.ts';

const SPACES = 50;
const STATE = 48_000;
const RENAMES = 20;

/** What changes send, in an account of 50 spaces, beside the monolithic save of such an account. */
export async function measurePayload(): Promise<Figures> {
  return await onSaveStage(async (stage) => {
    const first = await firstUpload(stage);
    const ours = await changes(stage);
    const monolith = await monolithBytes(stage.context);
    const ratio = Math.round(monolith / (ours['payload.displayNameWireBytes'] ?? 1));
    return { ...ours, ...first, 'payload.monolithBytes50': monolith, 'payload.ratio': ratio };
  });
}

/** Everything goes out for the first time, and a name that is saved meanwhile passes it by. */
async function firstUpload(stage: SaveStage): Promise<Figures> {
  const { page } = stage;
  await page.evaluate(([spaces, size]) => window.savePage.prepare(spaces, size), [SPACES, JOINED] as const);
  await page.evaluate(() => window.savePage.longTasks());
  const start = performance.now();
  let passedBy = 0;
  const { wire } = await bytesSaved(stage, async () => {
    await page.evaluate(() => window.savePage.sendAll());
    await page.waitForFunction(() => window.savePage.waiting() > 0);
    passedBy = await page.evaluate(() => window.savePage.passBy('In between'));
  });
  return {
    'payload.firstUploadBytes50': wire,
    'payload.firstUploadSeconds50': toThreeDigits((performance.now() - start) / 1_000),
    'payload.firstUploadLongTasks50': await page.evaluate(() => window.savePage.longTasks()),
    'payload.namePassedBy50': passedBy,
  };
}

async function changes(stage: SaveStage): Promise<Record<string, number>> {
  const { page, context } = stage;
  const rename = (name: string) => page.evaluate((next) => window.savePage.rename(next), name);
  const displayName = await bytesSaved(stage, () => rename('Robin Hale'));
  const rotatedKey = await bytesSaved(stage, () => page.evaluate(() => window.savePage.rotateKey(7)));
  const renames = await bytesSaved(stage, async () => {
    await context.setOffline(true);
    for (let edit = 0; edit < RENAMES; edit += 1) await rename(`Robin ${edit}`);
    await context.setOffline(false);
  });
  let deflated = 1;
  const replacedState = await bytesSaved(stage, async () => {
    deflated = await page.evaluate((size) => window.savePage.replaceState(9, size), STATE);
  });
  return {
    'payload.displayNameBytes': displayName.own,
    'payload.displayNameWireBytes': displayName.wire,
    'payload.signatureBytes': displayName.signatures,
    'payload.rotatedKeyBytes': rotatedKey.own,
    'payload.rotatedKeyWireBytes': rotatedKey.wire,
    'payload.renames20Bytes': renames.own,
    'payload.replacedStateBytes': replacedState.wire,
    'payload.replacedStateRatio': toThreeDigits(replacedState.wire / deflated),
  };
}

async function monolithBytes(context: BrowserContext): Promise<number> {
  const server = await PageServer.start(new URL('monolith-page.ts', import.meta.url).pathname);
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.evaluate(() => window.saveSampleAsMonolith());
    return server.posted;
  } finally {
    await server.stop();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { quickPlace } from './quick-place.ts';

/** A directory that goes when the test is over. */
export async function temporaryDirectory(): Promise<string> {
  return await directoryIn(tmpdir());
}

/** The same for a test that is not about the disk. */
export async function quickDirectory(): Promise<string> {
  return await directoryIn(await quickPlace());
}

async function directoryIn(parent: string): Promise<string> {
  const directory = await mkdtemp(join(parent, 'backhaul-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, SQLITE_FILE } from '../store/sqlite-store.ts';
import { quickDirectory } from './temporary-directory.ts';

let template: Promise<Uint8Array> | undefined;

/** A directory, for one test, that a store has been opened in, so that the next that is opened there finds its tables. */
export async function migratedDirectory(): Promise<string> {
  template ??= makeTemplate();
  const directory = await quickDirectory();
  await writeFile(join(directory, SQLITE_FILE), await template);
  return directory;
}

/** The file of a store with nothing in it. */
async function makeTemplate(): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-template-'));
  try {
    await (await openSqliteStore({ directory })).close();
    return await readFile(join(directory, SQLITE_FILE));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

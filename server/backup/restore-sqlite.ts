import { constants, copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SQLITE_FILE } from '../store/sqlite-store.ts';
import { BackupError } from './backup-error.ts';
import type { CopyPlaces } from './backup-sqlite.ts';
import { checkDatabase } from './check-database.ts';
import { writeNewFile } from './new-file.ts';

/**
 * Makes the database of a directory that has none from what `backupSqlite` wrote, once that has been checked.
 * @throws BackupError; nothing of the copy is in the directory then.
 */
export async function restoreSqlite({ file, dataDirectory }: CopyPlaces): Promise<void> {
  const [copy, directory] = [resolve(file), resolve(dataDirectory)];
  await mustBeWhole(copy);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await mustBeFree(directory);
  await writeNewFile(join(directory, SQLITE_FILE), async (beside) => {
    await copyFile(copy, beside, constants.COPYFILE_EXCL);
    await checkDatabase(beside, copy);
  });
}

/** A database that was copied by hand while a server ran on it lies in several files, and one alone is not all of it. */
async function mustBeWhole(copy: string): Promise<void> {
  if ((await sizeOf(copy)) === undefined) throw new BackupError(`There is no file ${copy}.`);
  if (await sizeOf(`${copy}-wal`)) {
    throw new BackupError(
      `${copy} is not all of its database, for there is ${copy}-wal: make a copy with "backhaul backup".`,
    );
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

/** A server that runs here has made these files when it began. */
async function mustBeFree(directory: string): Promise<void> {
  const there = (await readdir(directory)).find((name) => name.startsWith(SQLITE_FILE) && !name.endsWith('.partial'));
  if (there === undefined) return;
  const detail = 'name a directory that holds none with --data (or DATA_DIR), or move that one away';
  throw new BackupError(`${join(directory, there)} is there already and is not overwritten: ${detail}.`);
}

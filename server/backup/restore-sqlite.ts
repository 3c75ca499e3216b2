import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'libsql';
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
    // `copyFile` would have others read it that may read the copy.
    await pipeline(createReadStream(copy), createWriteStream(beside, { flags: 'r+' }));
    await checkDatabase(beside, copy);
    passOver(beside);
  });
}

/**
 * Cursors that were given out after the copy was made must not be given out again: a device that has heard them would take
 * what is new for what it knows. No server gives out so many between two backups.
 */
const GIVEN_OUT_AT_MOST = 2 ** 32;

function passOver(file: string): void {
  const sqlite = new Database(file);
  try {
    // A copy of an older version has no spaces yet.
    const tables = sqlite.prepare(`SELECT name FROM sqlite_master WHERE name IN ('accounts', 'spaces')`).raw().all();
    for (const [table] of tables as unknown[][]) {
      sqlite.exec(`UPDATE ${table} SET cursor = cursor + ${GIVEN_OUT_AT_MOST}`);
    }
    nameAnew(sqlite);
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    sqlite.close();
  }
}

/** What came after the copy is lost: what follows it is another history. A copy of an older version gets its first names later. */
function nameAnew(sqlite: Database.Database): void {
  const columns = sqlite.prepare(`SELECT 1 FROM pragma_table_info('accounts') WHERE name = 'generation'`).raw().all();
  if (columns.length > 0) sqlite.exec('UPDATE accounts SET generation = lower(hex(randomblob(11)))');
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

import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import Database from 'libsql';
import { SQLITE_FILE } from '../store/sqlite-store.ts';
import { BackupError } from './backup-error.ts';
import { checkDatabase } from './check-database.ts';
import { writeNewFile } from './new-file.ts';

/** `file` is the copy, `dataDirectory` where the database lies. */
export interface CopyPlaces {
  readonly file: string;
  readonly dataDirectory: string;
}

/** How many milliseconds it waits for a server that is just folding its log in. */
const BUSY_TIMEOUT = 10_000;

/**
 * Copies the database as it is at one moment into a new file; a server that runs on it goes on, and so do its saves.
 * The copy is checked, and on the disk, when the promise resolves.
 * @throws BackupError
 */
export async function backupSqlite({ file, dataDirectory }: CopyPlaces): Promise<void> {
  const database = join(resolve(dataDirectory), SQLITE_FILE);
  await mustExist(database);
  const copy = resolve(file);
  try {
    await writeNewFile(copy, async (beside) => {
      vacuumInto(database, beside);
      await checkDatabase(beside, database);
    });
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    throw new BackupError(`${copy} cannot be written: ${cause instanceof Error ? cause.message : cause}.`, { cause });
  }
}

async function mustExist(database: string): Promise<void> {
  try {
    await access(database);
  } catch (cause) {
    throw new BackupError(`There is no database ${database}: name its directory with --data (or DATA_DIR).`, { cause });
  }
}

/** One read transaction, in which SQLite writes what it sees into a file of its own. */
function vacuumInto(database: string, file: string): void {
  const sqlite = new Database(database);
  try {
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
    sqlite.prepare('VACUUM INTO ?').run(file);
  } finally {
    sqlite.close();
  }
}

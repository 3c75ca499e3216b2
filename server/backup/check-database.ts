import Database from 'libsql';
import { migrationsFor } from '../store/migrations.ts';
import { BackupError } from './backup-error.ts';

/**
 * That a file is a whole database of a Backhaul that this version understands. `name` is what it is called in an error.
 * @throws BackupError
 */
export async function checkDatabase(file: string, name: string): Promise<void> {
  const known = Object.keys(await migrationsFor('blob').getMigrations());
  const { faults, migrations } = read(file, name);
  if (faults !== 'ok') throw new BackupError(`${name} is damaged: ${faults}.`);
  const unknown = migrations.find((migration) => !known.includes(migration));
  if (unknown !== undefined)
    throw new BackupError(`${name} is of a newer version, which has made ${unknown}: update first.`);
}

interface Findings {
  /** `ok`, or the first that is wrong. */
  readonly faults: string;
  readonly migrations: readonly string[];
}

function read(file: string, name: string): Findings {
  const sqlite = new Database(file);
  try {
    const faults = first(sqlite.prepare('PRAGMA integrity_check(1)').raw().all());
    const migrations = sqlite.prepare('SELECT name FROM kysely_migration ORDER BY name').raw().all();
    return { faults, migrations: migrations.map((row) => first([row])) };
  } catch (cause) {
    throw new BackupError(`${name} is no database of Backhaul.`, { cause });
  } finally {
    sqlite.close();
  }
}

function first(rows: readonly unknown[]): string {
  const row = rows[0];
  return Array.isArray(row) ? String(row[0]) : 'it cannot be read';
}

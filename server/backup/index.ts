import type { CopyPlaces } from './backup-sqlite.ts';

/** Copies of a database that is one file. Its driver is loaded when one is made. */
export { BackupError } from './backup-error.ts';
export type { CopyPlaces } from './backup-sqlite.ts';

/** As in `backup-sqlite.ts`. */
export async function backupSqlite(places: CopyPlaces): Promise<void> {
  await (await import('./backup-sqlite.ts')).backupSqlite(places);
}

/** As in `restore-sqlite.ts`. */
export async function restoreSqlite(places: CopyPlaces): Promise<void> {
  await (await import('./restore-sqlite.ts')).restoreSqlite(places);
}

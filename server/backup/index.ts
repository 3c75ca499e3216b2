/** Copies of a database that is one file. */
export { BackupError } from './backup-error.ts';
export { backupSqlite, type CopyPlaces } from './backup-sqlite.ts';
export { restoreSqlite } from './restore-sqlite.ts';

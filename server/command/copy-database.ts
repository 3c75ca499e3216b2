import { resolve } from 'node:path';
import type { CommandProcess, ExitCode } from './command-process.ts';
import type { CopyConfig } from './config.ts';

/** Copies the data out of, or into, a database that is one file. Its driver is loaded only here. */
export async function copyDatabase(
  direction: 'backup' | 'restore',
  config: CopyConfig,
  { print, printError }: CommandProcess,
): Promise<ExitCode> {
  const { BackupError, backupSqlite, restoreSqlite } = await import('../backup/index.ts');
  try {
    await (direction === 'backup' ? backupSqlite(config) : restoreSqlite(config));
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    printError(error.message);
    return 1;
  }
  const { file, dataDirectory } = config;
  print(
    direction === 'backup'
      ? `The data is copied into ${resolve(file)}`
      : `The data is restored into ${resolve(dataDirectory)}`,
  );
  return 0;
}

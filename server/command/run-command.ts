import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BackupError } from '../backup/backup-error.ts';
import { backupSqlite } from '../backup/backup-sqlite.ts';
import { restoreSqlite } from '../backup/restore-sqlite.ts';
import { createLogger } from '../log/create-logger.ts';
import { ListenError } from '../serve/listen-error.ts';
import { serve } from '../serve/serve.ts';
import { StoreOpenError } from '../store/store.ts';
import { type Environment, parseCommand, type ServeConfig } from './config.ts';
import { HELP } from './help.ts';

/** The process around a command: what it was told, where it prints lines, and the signal that ends it. */
export interface CommandProcess {
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly stop: AbortSignal;
  print(line: string): void;
  printError(line: string): void;
  /** Takes a line of the log with its line feed. */
  log(line: string): void;
}

/** 0 done, 1 could not be done, 2 was not understood. */
export type ExitCode = 0 | 1 | 2;

/** Runs one command line to its end. */
export async function runCommand(around: CommandProcess): Promise<ExitCode> {
  const command = parseCommand(around.args, around.environment);
  switch (command.kind) {
    case 'help':
      around.print(HELP);
      return 0;
    case 'refused':
      around.printError(command.message);
      return 2;
    case 'serve':
      return runServer(command.config, around);
    case 'backup':
      return copy(around, async () => {
        await backupSqlite(command.config);
        return `The data is copied into ${resolve(command.config.file)}`;
      });
    case 'restore':
      return copy(around, async () => {
        await restoreSqlite(command.config);
        return `The data is restored into ${resolve(command.config.dataDirectory)}`;
      });
  }
}

async function copy({ print, printError }: CommandProcess, work: () => Promise<string>): Promise<ExitCode> {
  try {
    print(await work());
    return 0;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    printError(error.message);
    return 1;
  }
}

async function runServer(config: ServeConfig, around: CommandProcess): Promise<ExitCode> {
  if (config.appDirectory !== undefined && !existsSync(join(config.appDirectory, 'index.html'))) {
    around.printError(`The app directory ${resolve(config.appDirectory)} holds no index.html: build the app first.`);
    return 2;
  }
  try {
    await serveUntilStopped(config, around);
    return 0;
  } catch (error) {
    if (!(error instanceof ListenError || error instanceof StoreOpenError)) throw error;
    around.printError(error.message);
    return 1;
  }
}

async function serveUntilStopped(config: ServeConfig, { print, log, stop }: CommandProcess): Promise<void> {
  const { logLevel, ...options } = config;
  const running = await serve({ ...options, log: createLogger({ level: logLevel, write: log }) });
  print(`Backhaul listens on ${running.url}`);
  print(`Data is kept in ${running.place}`);
  if (running.metricsUrl !== undefined) print(`Metrics are at ${running.metricsUrl}`);
  await aborted(stop);
  await running.stop();
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

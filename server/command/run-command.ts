import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLogger } from '../log/create-logger.ts';
import { ListenError } from '../serve/listen-error.ts';
import { serve } from '../serve/serve.ts';
import { StoreOpenError } from '../store/store.ts';
import type { CommandProcess, ExitCode } from './command-process.ts';
import { parseCommand, type ServeConfig } from './config.ts';
import { copyDatabase } from './copy-database.ts';
import { HELP } from './help.ts';
import { testServer } from './test-server.ts';

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
    case 'restore':
      return copyDatabase(command.kind, command.config, around);
    case 'conformance':
      return testServer(command.origin, around);
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
  const { logLevel, publicHosts, ...options } = config;
  const hosts = publicHosts.length === 0 ? undefined : publicHosts;
  const logger = createLogger({ level: logLevel, write: log });
  if (hosts === undefined && !isLoopback(options.host)) logger.warn(NO_PUBLIC_HOST);
  const running = await serve({ ...options, hosts, log: logger });
  print(`Backhaul listens on ${running.url}`);
  print(`Data is kept in ${running.place}`);
  if (running.metricsUrl !== undefined) print(`Metrics are at ${running.metricsUrl}`);
  await aborted(stop);
  await running.stop();
}

const NO_PUBLIC_HOST =
  'No --public-host (or PUBLIC_HOSTS) is named: a request that was signed for another server is taken here, too.';

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

import type { Environment } from './config.ts';

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

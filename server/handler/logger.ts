import { inspect } from 'node:util';

/** Where the server tells its operator what went wrong. */
export interface Logger {
  error(message: string, cause: unknown): void;
}

/** A logger that writes each error with its time, its stack and its causes. */
export function createLogger(write: (text: string) => void, now: () => number): Logger {
  return {
    error: (message, cause) => write(`${new Date(now()).toISOString()} ${message} ${inspect(cause)}\n`),
  };
}

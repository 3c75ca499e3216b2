import { createHash } from 'node:crypto';
import { pino } from 'pino';
import type { AccountId, ProblemCode } from '../../src/protocol/index.ts';
import { currentExchange } from '../exchange/exchange.ts';
import type { Answered, Logger } from '../handler/logger.ts';
import { describeError } from './describe-error.ts';
import type { LogLevel } from './log-level.ts';

/** A logger that can also tell what somebody who runs a server should know. */
export interface TellingLogger extends Logger {
  warn(message: string): void;
}

export interface LoggerOptions {
  /** `info` unless told. */
  readonly level?: LogLevel;
  /** Takes one line of JSON with its line feed; standard error unless told. */
  readonly write?: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * A logger that writes a line of JSON for each request (`info`), what is refused to a client who does as none should (`warn`), and each error.
 * No line holds a body, a header, a query, a path as it was asked for, or an account's name.
 */
export function createLogger(options: LoggerOptions = {}): TellingLogger {
  const { level = 'info', write = (line) => process.stderr.write(line), now = Date.now } = options;
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return {
    answered: (answered) => log.info(lineOf(answered), 'Answered.'),
    refused: (code, { count, address }) => {
      if (!EVERYDAY.has(code)) log.warn({ address, ...whose(), code, count }, 'Refused.');
    },
    warn: (message) => log.warn(message),
    error: (message, cause) => log.error({ ...whose(), error: describeError(cause) }, message),
  };
}

function lineOf({ exchange, status, milliseconds, bytes }: Answered) {
  const { id, method, route, account } = exchange;
  const ms = Math.round(milliseconds * 10) / 10;
  return { requestId: id, method, route, status, ms, bytes, account: account && shortName(account) };
}

/** What a line about a part of an exchange says of the whole. */
function whose() {
  const exchange = currentExchange();
  if (exchange === undefined) return {};
  const { id, method, address, account } = exchange;
  return { requestId: id, method, address, account: account && shortName(account) };
}

/** The same for the same account, so that its lines can be found by whoever knows it; nobody can read the account from it. */
export function shortName(account: AccountId): string {
  return createHash('sha256').update(account).digest('hex').slice(0, 12);
}

/** Those that a client meets who does as it should, or who only looks around; and those that are told as errors. */
const EVERYDAY: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'method-not-allowed',
  'clock-ahead',
  'parts-missing',
  'space-full',
  'too-many-spaces',
  'too-many-invites',
  'quota-exceeded',
  'stopping',
  'storage-unavailable',
  'internal-error',
]);

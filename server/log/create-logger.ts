import { createHash } from 'node:crypto';
import { pino } from 'pino';
import type { AccountId, ProblemCode } from '../../src/protocol/index.ts';
import { currentExchange } from '../exchange/exchange.ts';
import type { Answered, Logger } from '../handler/logger.ts';
import { describeError } from './describe-error.ts';
import type { LogLevel } from './log-level.ts';

export interface LoggerOptions {
  /** `info` unless told. */
  readonly level?: LogLevel;
  /** Takes one line of JSON with its line feed; standard error unless told. */
  readonly write?: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * A logger that writes a line of JSON for each request (`info`), each refusal for a reason of security (`warn`), and each error.
 * No line holds a body, a header, a query, a path as it was asked for, or an account's name.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
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
    refused: (code) => {
      if (OF_SECURITY.has(code)) log.warn({ ...whose(), code }, 'Refused.');
    },
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

/** Those that somebody meets who tries to be another one, or too much. */
const OF_SECURITY: ReadonlySet<ProblemCode> = new Set([
  'signature-missing',
  'signature-malformed',
  'signature-invalid',
  'signature-stale',
  'signature-replayed',
  'digest-mismatch',
  'token-missing',
  'token-invalid',
  'device-unknown',
  'device-revoked',
  'device-mismatch',
  'too-many-devices',
  'foreign-account',
  'wrong-host',
  'too-many-requests',
  'too-many-streams',
  'body-too-slow',
]);

import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { Limits } from '../limits/limits.ts';
import type { LogLevel } from '../log/log-level.ts';
import type { Pruning } from '../pruning/pruning.ts';
import type { Quota } from '../quota/quota.ts';
import type { Option } from './option.ts';
import { SERVE_OPTIONS } from './serve-options.ts';

/** What `backhaul serve` is told. Directories are as they were given, times are milliseconds. */
export interface ServeConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly databaseUrl?: string | undefined;
  readonly appDirectory?: string | undefined;
  /** None are all. */
  readonly publicHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly trustProxy: number;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly limits: Limits;
  readonly quota: Quota;
  readonly pruning: Pruning;
  readonly maxConnections: number;
  readonly stopDelay: number;
  readonly stopWithin: number;
  readonly metricsPort?: number | undefined;
  readonly metricsHost: string;
  readonly logLevel: LogLevel;
}

/** `file` and `dataDirectory` are as they were given. */
export interface CopyConfig {
  readonly file: string;
  readonly dataDirectory: string;
}

/** What a command line asks for; `refused` with one sentence that says what is wrong with it. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly config: ServeConfig }
  | { readonly kind: 'backup' | 'restore'; readonly config: CopyConfig }
  | { readonly kind: 'conformance'; readonly origin: string }
  | { readonly kind: 'refused'; readonly message: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** A flag that is given more than once is the last of them, or for a list all of them. */
const FLAGS = {
  ...Object.fromEntries(Object.values(SERVE_OPTIONS).map(({ flag, isList = false }) => [flag, stringFlag(isList)])),
  help: { type: 'boolean', short: 'h' },
} as const;

function stringFlag(multiple: boolean) {
  return { type: 'string', multiple } as const;
}

/** Flags win over the environment, and that over the defaults. An empty variable counts as none. */
export function parseCommand(args: readonly string[], environment: Environment): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: FLAGS,
      allowPositionals: true,
    });
    if (values.help === true) return { kind: 'help' };
    return parseWords(positionals, values, environment);
  } catch (error) {
    return { kind: 'refused', message: error instanceof WrongOption ? error.message : firstSentence(error) };
  }
}

type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function parseWords(words: readonly string[], flags: Flags, environment: Environment): Command {
  const [command] = words;
  if (command === 'serve' && words.length === 1) return { kind: 'serve', config: serveConfig(flags, environment) };
  if ((command === 'backup' || command === 'restore') && words.length <= 2) {
    return { kind: command, config: copyConfig(words, flags, environment) };
  }
  if (command === 'conformance' && words.length <= 2) return { kind: command, origin: originIn(words) };
  return refuseWords(words);
}

/** @throws WrongOption */
function originIn([, url]: readonly string[]): string {
  if (url !== undefined && /^https?:/.test(url) && URL.canParse(url)) return new URL(url).origin;
  const said = url === undefined ? 'The URL of a server is missing' : `"${url}" is no URL of a server`;
  throw new WrongOption(`${said}: try "backhaul conformance http://127.0.0.1:4180".`);
}

/** @throws WrongOption */
function copyConfig([command, file]: readonly string[], flags: Flags, environment: Environment): CopyConfig {
  if (file === undefined) throw new WrongOption(`A file is missing: try "backhaul ${command} FILE".`);
  const { dataDirectory, databaseUrl } = readOptions(SERVE_OPTIONS, flags, environment);
  if (databaseUrl !== undefined) {
    throw new WrongOption('A PostgreSQL is copied with pg_dump and restored with pg_restore: see docs/operations.md.');
  }
  return { file, dataDirectory };
}

function serveConfig(flags: Flags, environment: Environment): ServeConfig {
  const {
    requestsPerAddress,
    requestsPerAccount,
    registrationsPerAddress,
    streamsPerAccount,
    quotaBytes,
    quotaEntries,
    slowAfter,
    minimumRate,
    requestWithin,
    tombstoneAge,
    deviceAway,
    pruneEvery: every,
    ...config
  } = readOptions(SERVE_OPTIONS, flags, environment);
  const rates = { requestsPerAddress, requestsPerAccount, registrationsPerAddress, streamsPerAccount };
  const limits = { ...rates, slowAfter, minimumRate, requestWithin };
  return {
    ...config,
    limits,
    quota: { bytes: quotaBytes, entries: quotaEntries },
    pruning: { tombstoneAge, deviceAway, every },
  };
}

class WrongOption extends Error {}

type Options = Readonly<Record<string, Option<unknown>>>;
type ValuesOf<O extends Options> = { readonly [Name in keyof O]: O[Name] extends Option<infer Value> ? Value : never };

/** @throws WrongOption */
function readOptions<O extends Options>(options: O, flags: Flags, environment: Environment): ValuesOf<O> {
  const values = Object.entries(options).map(([name, { flag, variable, schema }]) => {
    const given = flags[flag];
    const result = v.safeParse(schema, given?.toString() ?? (environment[variable] || undefined));
    if (!result.success) throw new WrongOption(result.issues[0].message);
    return [name, result.output];
  });
  return Object.fromEntries(values);
}

function refuseWords(words: readonly string[]): Command {
  const said = words.length === 0 ? 'A command is missing' : `"${words.join(' ')}" is no command`;
  return { kind: 'refused', message: `${said}: try "backhaul serve" or "backhaul --help".` };
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(/\.\s|\n/, 1)[0]?.replace(/\.$/, '')}.`;
}

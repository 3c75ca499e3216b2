import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { DEFAULT_BODY_LIMIT } from '../handler/request-body.ts';

/** What `backhaul serve` is told. Directories are as they were given. */
export interface ServeConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly appDirectory?: string | undefined;
  /** Bytes. */
  readonly bodyLimit: number;
}

/** What a command line asks for; `refused` with one sentence that says what is wrong with it. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly config: ServeConfig }
  | { readonly kind: 'refused'; readonly message: string };

export type Environment = Readonly<Record<string, string | undefined>>;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  app: { type: 'string' },
  'body-limit': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Flags win over the environment, and that over the defaults. An empty variable counts as none. */
export function parseCommand(args: readonly string[], environment: Environment): Command {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    if (positionals.length !== 1 || positionals[0] !== 'serve') return refuseWords(positionals);
    return parseServe(values, environment);
  } catch (error) {
    return { kind: 'refused', message: firstSentence(error) };
  }
}

interface Flags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly app?: string;
  readonly 'body-limit'?: string;
}

function parseServe(flags: Flags, environment: Environment): Command {
  const result = v.safeParse(configSchema, {
    host: flags.host ?? (environment.HOST || undefined),
    port: flags.port ?? (environment.PORT || undefined),
    dataDirectory: flags.data ?? (environment.DATA_DIR || undefined),
    appDirectory: flags.app ?? (environment.APP_DIR || undefined),
    bodyLimit: flags['body-limit'],
  });
  if (!result.success) return { kind: 'refused', message: result.issues[0].message };
  return { kind: 'serve', config: result.output };
}

function wholeNumber(name: string, smallest: number, largest: number) {
  const message = ({ input }: v.BaseIssue<unknown>) =>
    `${name} is a whole number from ${smallest} to ${largest}, and not ${JSON.stringify(input)}.`;
  const inRange = (text: string) => /^\d{1,16}$/.test(text) && Number(text) >= smallest && Number(text) <= largest;
  return v.pipe(v.string(), v.check(inRange, message), v.transform(Number));
}

function text(name: string) {
  return v.pipe(v.string(), v.trim(), v.nonEmpty(`${name} must not be empty.`));
}

const configSchema = v.object({
  host: v.optional(text('The host (--host or HOST)'), '127.0.0.1'),
  port: v.optional(wholeNumber('The port (--port or PORT)', 0, 65535), '4180'),
  dataDirectory: v.optional(text('The data directory (--data or DATA_DIR)'), './data'),
  appDirectory: v.optional(text('The app directory (--app or APP_DIR)')),
  bodyLimit: v.optional(wholeNumber('The body limit (--body-limit)', 1, 2 ** 30), String(DEFAULT_BODY_LIMIT)),
});

function refuseWords(words: readonly string[]): Command {
  const said = words.length === 0 ? 'A command is missing' : `"${words.join(' ')}" is no command`;
  return { kind: 'refused', message: `${said}: try "backhaul serve" or "backhaul --help".` };
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(/\.\s|\n/, 1)[0]?.replace(/\.$/, '')}.`;
}

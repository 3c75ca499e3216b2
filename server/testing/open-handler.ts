import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import {
  accountIdSchema,
  CBOR,
  encodeDelta,
  entriesPath,
  IDEMPOTENCY_KEY,
  type SentEntry,
} from '../../src/protocol/index.ts';
import { createHandler, type Handler, type HandlerOptions } from '../handler/create-handler.ts';
import type { Logger } from '../handler/logger.ts';
import { bearerTokens } from '../identity/bearer-tokens.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { described } from './described/described-handler.ts';
import { ALICE } from './samples.ts';
import { migratedDirectory } from './sqlite-place.ts';

/** What the clock of a handler says, unless it is told otherwise. */
export const NOW = 1_790_000_000_000;
export const ORIGIN = 'http://backhaul.test';
export const ENTRIES = `${ORIGIN}${entriesPath(ALICE)}`;

export interface OpenHandler {
  readonly handler: Handler;
  readonly store: Store;
  /** What went to the log. */
  readonly logged: string[];
}

/** One test may ask as often as it likes. */
const NO_RATES = { requestsPerAddress: 0, requestsPerAccount: 0, registrationsPerAddress: 0 };

/** A logger for whoever looks at something else. */
export const SILENT: Logger = { answered: () => undefined, refused: () => undefined, error: () => undefined };

/** A handler over a store of its own, for one test, of which every exchange is held against the document of OpenAPI. */
export async function openHandler(options: Partial<HandlerOptions> = {}): Promise<OpenHandler> {
  const store = options.store ?? (await openSqliteStore({ directory: await migratedDirectory() }));
  onTestFinished(() => store.close());
  const logged: string[] = [];
  const log: Logger = { ...SILENT, error: (message) => logged.push(message) };
  const handler = described(createHandler({ now: () => NOW, log, authenticate, limits: NO_RATES, ...options, store }));
  return { handler: (request, connection) => handler(asItsAccount(request), connection), store, logged };
}

/** A token is the account that it stands for. */
export const authenticate = bearerTokens((token) => v.parse(accountIdSchema, token));

/** The request as that account's that its path names, or as Alice's, unless it says already whose it is. */
function asItsAccount(request: Request): Request {
  const { headers, url } = request;
  if (headers.has('Authorization') || headers.has('Signature')) return request;
  const named = v.safeParse(accountIdSchema, /^\/v1\/accounts\/([^/]+)/.exec(new URL(url).pathname)?.[1]);
  headers.set('Authorization', `Bearer ${named.success ? named.output : ALICE}`);
  return request;
}

export interface Patch {
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly key?: string | undefined;
  readonly type?: string | undefined;
  readonly url?: string;
}

export function patch({ body, key, type = CBOR, url = ENTRIES }: Patch): Request {
  const headers = new Headers({ 'Content-Type': type });
  if (key !== undefined) headers.set(IDEMPOTENCY_KEY, key);
  return new Request(url, { method: 'PATCH', body, headers });
}

/** A request that saves these entries for Alice. */
export function save(key: string, ...entries: readonly SentEntry[]): Request {
  return patch({ key, body: encodeDelta(entries) });
}

export async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer());
}

export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  now: v.optional(v.number()),
  missing: v.optional(v.array(v.string())),
  epoch: v.optional(v.number()),
  cursor: v.optional(v.number()),
});

/** The problem in an answer, whose media type and status must agree with it. */
export async function problemIn(response: Response): Promise<v.InferOutput<typeof problemSchema>> {
  if (response.headers.get('Content-Type') !== 'application/problem+json') {
    throw new Error(`No problem: ${response.status} ${await response.text()}`);
  }
  const problem = v.parse(problemSchema, await response.json());
  if (problem.status !== response.status) throw new Error(`${problem.status} in the problem, ${response.status} said.`);
  return problem;
}

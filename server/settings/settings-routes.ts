import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import {
  type AccountId,
  accountIdSchema,
  CBOR,
  IDEMPOTENCY_KEY,
  idempotencyKeySchema,
  JSON_MEDIA,
} from '../../src/protocol/index.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import { readBody } from '../handler/request-body.ts';
import { fingerprint } from '../idempotency/fingerprint.ts';
import { type OnceOutcome, once } from '../idempotency/once.ts';
import type { Store } from '../store/store.ts';
import { type AnswerMedia, encodeAnswer, encodePage } from './answer-body.ts';
import { applyBatch } from './apply-batch.ts';
import { BATCH_MEDIA, type BatchMedia, parseBatch } from './batch-body.ts';
import { parsePageQuery } from './page-query.ts';

export interface SettingsOptions {
  readonly store: Store;
  /** Bytes. */
  readonly bodyLimit: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const PATH = '/v1/accounts/:account/settings';

export function settingsRoutes(options: SettingsOptions): Hono {
  const routes = new Hono();
  routes.get(PATH, (context) => readSettings(context, options));
  routes.patch(PATH, (context) => saveSettings(context, options));
  routes.all(PATH, methodNotAllowed('GET, HEAD, PATCH'));
  return routes;
}

async function readSettings(context: Context, { store }: SettingsOptions): Promise<Response> {
  const account = accountOf(context);
  const page = await store.changes(account, parsePageQuery(new URL(context.req.url).searchParams));
  const media = answerMedia(context);
  return answer(200, media, encodePage(media, page));
}

async function saveSettings(context: Context, { store, bodyLimit, now }: SettingsOptions): Promise<Response> {
  const account = accountOf(context);
  const contentType = batchMedia(context);
  const key = idempotencyKey(context);
  const body = await readBody(context.req.raw, bodyLimit);
  const batch = parseBatch(contentType, body);
  const media = answerMedia(context);
  const identity = { method: context.req.method, path: context.req.path, contentType, body };
  const attempt = { key, fingerprint: fingerprint(identity), at: now() };
  const outcome = await store.transact(account, (transaction) =>
    once(transaction, attempt, async () => {
      const merged = await applyBatch(transaction, batch);
      return { status: 200, contentType: media, body: encodeAnswer(media, merged) };
    }),
  );
  return saveAnswer(outcome);
}

function saveAnswer(outcome: OnceOutcome): Response {
  if (outcome.outcome === 'reused') throw keyReused();
  const { status, contentType, body } = outcome.answer;
  return answer(status, contentType, body, outcome.outcome === 'replayed' ? { 'Idempotent-Replayed': 'true' } : {});
}

function answer(
  status: number,
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    status,
    headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store', Vary: 'Accept', ...headers },
  });
}

function accountOf(context: Context): AccountId {
  return parseOrRefuse(accountIdSchema, context.req.param('account'), {
    code: 'invalid-parameter',
    whole: 'the account',
  });
}

function answerMedia(context: Context): AnswerMedia {
  const accepted = accepts(context, { header: 'Accept', supports: [JSON_MEDIA, CBOR], default: JSON_MEDIA });
  return accepted === CBOR ? CBOR : JSON_MEDIA;
}

function batchMedia(context: Context): BatchMedia {
  const said = context.req.header('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
  const media = BATCH_MEDIA.find((candidate) => candidate === said);
  if (media === undefined) throw unsupported(`A batch comes as ${BATCH_MEDIA.join(' or ')}.`);
  const encoding = context.req.header('Content-Encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw unsupported('A batch comes without a content encoding.');
  return media;
}

function idempotencyKey(context: Context): string {
  const key = context.req.header(IDEMPOTENCY_KEY);
  if (key === undefined) throw keyMissing();
  return parseOrRefuse(idempotencyKeySchema, key, { code: 'invalid-parameter', whole: 'the idempotency key' });
}

function unsupported(detail: string): Refusal {
  const headers = { 'Accept-Patch': BATCH_MEDIA.join(', ') };
  return refuse('unsupported-media-type', 415, 'The body has a media type that is not taken here.', detail, headers);
}

function keyMissing(): Refusal {
  const detail = `Send an ${IDEMPOTENCY_KEY} header that names the effect, the same at every attempt.`;
  return refuse('idempotency-key-missing', 400, 'The idempotency key is missing.', detail);
}

function keyReused(): Refusal {
  const detail = 'Another request has had its effect under this key. A new request needs a new key.';
  return refuse('idempotency-key-reused', 422, 'The idempotency key belongs to another request.', detail);
}

import * as v from 'valibot';
import { MAX_PAGE_ENTRIES, PAGE_BYTES } from '../entries/page-query.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { allOf, wholeNumber } from '../handler/query.ts';
import { refuse } from '../handler/refusal.ts';

export const DEFAULT_PAGE_MESSAGES = 100;

interface Bounds {
  readonly entries: number;
  readonly bytes: number;
}

/** The changes after a cursor, or the messages before one. */
export type MessagesQuery =
  | (Bounds & { readonly kind: 'changes'; readonly since: number })
  | (Bounds & { readonly kind: 'history'; readonly before: number });

const cursorSchema = wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const messagesQuerySchema = v.object({
  since: v.optional(cursorSchema),
  before: v.optional(cursorSchema),
  limit: v.optional(wholeNumber(1, MAX_PAGE_ENTRIES), [String(DEFAULT_PAGE_MESSAGES)]),
});

/** @throws Refusal `invalid-parameter` */
export function parseMessagesQuery(query: URLSearchParams): MessagesQuery {
  const given = { since: allOf(query, 'since'), before: allOf(query, 'before'), limit: allOf(query, 'limit') };
  const { since, before, limit } = parseOrRefuse(messagesQuerySchema, given, {
    code: 'invalid-parameter',
    whole: 'the query',
  });
  const bounds = { entries: limit, bytes: PAGE_BYTES };
  if (before === undefined) return { ...bounds, kind: 'changes', since: since ?? 0 };
  if (since === undefined) return { ...bounds, kind: 'history', before };
  const detail = 'Ask for what changed "since" a cursor, or for what was "before" one.';
  throw refuse('invalid-parameter', 400, 'The query asks for two things.', detail);
}

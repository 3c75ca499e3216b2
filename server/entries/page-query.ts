import * as v from 'valibot';
import { parseOrRefuse } from '../handler/parse.ts';
import { allOf, wholeNumber } from '../handler/query.ts';
import type { PageBounds } from '../store/store.ts';

export const DEFAULT_PAGE_ENTRIES = 500;
export const MAX_PAGE_ENTRIES = 1000;
export const PAGE_BYTES = 2 * 1024 * 1024;

export const pageQuerySchema = v.object({
  since: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), ['0']),
  limit: v.optional(wholeNumber(1, MAX_PAGE_ENTRIES), [String(DEFAULT_PAGE_ENTRIES)]),
});

/** @throws Refusal `invalid-parameter` */
export function parsePageQuery(query: URLSearchParams): PageBounds {
  const given = { since: allOf(query, 'since'), limit: allOf(query, 'limit') };
  const { since, limit } = parseOrRefuse(pageQuerySchema, given, { code: 'invalid-parameter', whole: 'the query' });
  return { since, entries: limit, bytes: PAGE_BYTES };
}

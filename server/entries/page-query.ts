import * as v from 'valibot';
import { entryIdSchema } from '../../src/protocol/index.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { allOf, oneText, wholeNumber } from '../handler/query.ts';
import type { PageBounds } from '../store/store.ts';

export const DEFAULT_PAGE_ENTRIES = 500;
export const MAX_PAGE_ENTRIES = 1000;
export const PAGE_BYTES = 2 * 1024 * 1024;

const cursorSchema = wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const pageQuerySchema = v.object({
  since: v.optional(cursorSchema, ['0']),
  limit: v.optional(wholeNumber(1, MAX_PAGE_ENTRIES), [String(DEFAULT_PAGE_ENTRIES)]),
  check: v.optional(oneText(entryIdSchema)),
  pruned: v.optional(cursorSchema, ['0']),
});

/** Which changes are asked for. */
export interface PageQuery {
  readonly bounds: PageBounds;
  /** An entry that is told in any case. */
  readonly check?: string | undefined;
  /** Up to which change tombstones were removed when this reading began at the beginning. */
  readonly pruned: number;
}

/** @throws Refusal `invalid-parameter` */
export function parsePageQuery(query: URLSearchParams): PageQuery {
  const given = Object.fromEntries(Object.keys(pageQuerySchema.entries).map((name) => [name, allOf(query, name)]));
  const told = { code: 'invalid-parameter', whole: 'the query' } as const;
  const { since, limit, ...rest } = parseOrRefuse(pageQuerySchema, given, told);
  return { bounds: { since, entries: limit, bytes: PAGE_BYTES }, ...rest };
}

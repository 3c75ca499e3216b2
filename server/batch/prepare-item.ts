import { type BatchItem, batchItemSchema, IDEMPOTENCY_KEY } from '../../src/protocol/index.ts';
import type { Effect } from '../effect/effect-route.ts';
import type { Answer } from '../handler/answer.ts';
import { answerError } from '../handler/answer-error.ts';
import type { ExchangeLog } from '../handler/logger.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import { permit } from '../identity/permit.ts';
import type { Principal } from '../identity/principal.ts';
import type { FindRoute } from './find-route.ts';

/** `refused` has its answer without the store; an `effect` gets it there. */
export type PreparedItem =
  | { readonly kind: 'refused'; readonly lane: number | null; readonly answer: Answer }
  | { readonly kind: 'effect'; readonly lane: number | null; readonly effect: Effect };

export interface PrepareOptions {
  readonly principal: Principal;
  readonly find: FindRoute;
  readonly log: ExchangeLog;
}

/** Everything about an item that can be known without the store. Whatever is wrong with it is its own answer. */
export function prepareItem(input: unknown, options: PrepareOptions): PreparedItem {
  let lane: number | null = null;
  try {
    const item = parseOrRefuse(batchItemSchema, input, { code: 'invalid-body', whole: 'the item' });
    lane = item[1];
    return { kind: 'effect', lane, effect: prepareEffect(item, options) };
  } catch (error) {
    return { kind: 'refused', lane, answer: answerError(error, options.log) };
  }
}

function prepareEffect([key, , method, target, given, body]: BatchItem, { principal, find }: PrepareOptions): Effect {
  const { route, path, parameters } = find(method, target);
  const account = route.accountOf(parameters, principal);
  permit(principal, account);
  const headers = headersOf(given, key);
  return route.prepare({ principal, account, method, path, parameters, headers, body: body ?? new Uint8Array() });
}

function headersOf(given: Readonly<Record<string, string>>, key: string): Headers {
  const headers = readHeaders(given);
  const named = headers.get(IDEMPOTENCY_KEY);
  if (named !== null && named !== key) throw invalidItem(`its ${IDEMPOTENCY_KEY} header names another key.`);
  headers.set(IDEMPOTENCY_KEY, key);
  return headers;
}

function readHeaders(given: Readonly<Record<string, string>>): Headers {
  try {
    return new Headers(given);
  } catch {
    throw invalidItem('its headers cannot be those of a request.');
  }
}

function invalidItem(detail: string): Refusal {
  return refuse('invalid-body', 400, 'The item is not as it should be.', `the item: ${detail}`);
}

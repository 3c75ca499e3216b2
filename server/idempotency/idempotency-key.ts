import { IDEMPOTENCY_KEY, idempotencyKeySchema } from '../../src/protocol/index.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import { refuse } from '../handler/refusal.ts';

/** @throws Refusal `idempotency-key-missing`, or `invalid-parameter` for a key that is none. */
export function idempotencyKey(headers: Headers): string {
  const key = headers.get(IDEMPOTENCY_KEY);
  if (key !== null) return parseKey(key);
  const detail = `Send an ${IDEMPOTENCY_KEY} header that names the effect, the same at every attempt.`;
  throw refuse('idempotency-key-missing', 400, 'The idempotency key is missing.', detail);
}

function parseKey(key: string): string {
  return parseOrRefuse(idempotencyKeySchema, key, { code: 'invalid-parameter', whole: 'the idempotency key' });
}

import * as v from 'valibot';
import { BATCH_PATH, batchAnswerSchema, batchItemSchema, decodeCbor } from '../../../src/protocol/index.ts';
import type { Answered, Asked } from './exchange-check.ts';

const requestsSchema = v.object({ requests: v.array(v.unknown()) });

/** The exchanges within that of a batch: those of its items that are requests, and were not passed over. */
export function batchedExchanges(asked: Asked, answered: Answered): (readonly [Asked, Answered])[] {
  const isBatch = asked.path === BATCH_PATH && answered.status === 200;
  if (!isBatch || asked.body === undefined || answered.body === undefined) return [];
  const { requests } = v.parse(requestsSchema, decodeCbor(asked.body));
  const { answers } = v.parse(batchAnswerSchema, decodeCbor(answered.body));
  return answers.flatMap((answer, index) => {
    const item = v.safeParse(batchItemSchema, requests[index]);
    if (answer === null || !item.success) return [];
    const [status, headers, body] = answer;
    return [[askedBy(item.output), { status, headers: new Headers(headers), body }] as const];
  });
}

function askedBy([, , method, target, headers, body]: v.InferOutput<typeof batchItemSchema>): Asked {
  const path = new URL(target, 'http://any.invalid').pathname;
  return { kind: 'item', method, path, headers: readHeaders(headers), body: body ?? new Uint8Array() };
}

/** Those of an item may be such that no request has them: it is refused for that. */
function readHeaders(headers: Record<string, string>): Headers {
  try {
    return new Headers(headers);
  } catch {
    return new Headers();
  }
}

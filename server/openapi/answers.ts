import * as v from 'valibot';
import { IDEMPOTENCY_KEY, PROBLEM_MEDIA } from '../../src/protocol/index.ts';
import type { AnswerDescription, Content, HeaderDescription, Operation } from './description.ts';
import type { Json, JsonSchemas } from './json-schema.ts';
import { problemsOf } from './problems-of.ts';

/** All that an operation can answer, by status. */
export function answersOf(operation: Operation, schemas: JsonSchemas): Json {
  const answers = Object.entries(operation.answers).map(([status, answer]) => {
    const headers = { ...commonHeaders(operation), ...answer.headers };
    return [status, answerObject({ ...answer, headers }, schemas)];
  });
  const problems = [...problemsOf(operation)].map(([status, codes]) => [status, problemObject(status, codes, schemas)]);
  return Object.fromEntries([...answers, ...problems]);
}

function answerObject({ means, content, headers = {} }: AnswerDescription, schemas: JsonSchemas): Json {
  const media = content === undefined ? {} : { content: contentObject(content, schemas) };
  return { description: means, headers: headerObjects(headers, schemas), ...media };
}

export function contentObject({ media, schema }: Content, schemas: JsonSchemas): Json {
  return { [media]: { schema: schemas.of(schema) } };
}

function headerObjects(headers: Readonly<Record<string, HeaderDescription>>, schemas: JsonSchemas): Json {
  const objects = Object.entries(headers).map(([name, { means, schema, isRequired = false }]) => [
    name,
    { description: means, required: isRequired, schema: schemas.of(schema) },
  ]);
  return Object.fromEntries(objects);
}

function problemObject(status: number, codes: readonly string[], schemas: JsonSchemas): Json {
  const narrowed = { type: 'object', properties: { code: { enum: codes } } };
  return {
    description: `Refused: ${codes.join(', ')}.`,
    headers: headerObjects({ ...EVERY_ANSWER, ...PROBLEM_HEADERS[status] }, schemas),
    content: { [PROBLEM_MEDIA]: { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed] } } },
  };
}

const text = v.string();
const seconds = v.pipe(v.string(), v.regex(/^\d+$/));

const EVERY_ANSWER = {
  'X-Request-Id': { means: 'Names this exchange in the server’s log.', schema: text, isRequired: true },
  'Cache-Control': { means: 'How long this may be shown again.', schema: text, isRequired: true },
};

/** `Allow` and the like come with every problem that has one; what only some codes of a status bring is not required. */
const PROBLEM_HEADERS: Readonly<Record<number, Readonly<Record<string, HeaderDescription>>>> = {
  401: {
    'WWW-Authenticate': { means: 'How to say who asks. A device that was revoked is not asked.', schema: text },
    'Accept-Signature': { means: 'What a signature has to cover (RFC 9421, section 5.1).', schema: text },
  },
  415: {
    Accept: { means: 'What is taken, in answer to PUT.', schema: text },
    'Accept-Patch': { means: 'What is taken, in answer to PATCH.', schema: text },
    'Accept-Post': { means: 'What is taken, in answer to POST.', schema: text },
  },
  429: { 'Retry-After': { means: 'Seconds to wait.', schema: seconds, isRequired: true } },
  503: { 'Retry-After': { means: 'Seconds to wait.', schema: seconds } },
};

function commonHeaders({ isEffect }: Operation): Readonly<Record<string, HeaderDescription>> {
  const replayed = { means: `This ${IDEMPOTENCY_KEY} had its effect before.`, schema: v.literal('true') };
  return isEffect === true ? { ...EVERY_ANSWER, 'Idempotent-Replayed': replayed } : EVERY_ANSWER;
}

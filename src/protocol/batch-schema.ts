import * as v from 'valibot';
import { BATCH_ITEMS } from './batch.ts';
import { idempotencyKeySchema } from './idempotency-schema.ts';

const headersSchema = v.record(v.string(), v.string());

/** A `BatchItem`. */
export const batchItemSchema = v.strictTuple([
  idempotencyKeySchema,
  v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  v.pipe(v.string(), v.regex(/^[A-Z]{1,16}$/, 'A method is written in capitals.')),
  v.pipe(v.string(), v.regex(/^\/(?!\/)[\x21-\x7e]*$/, 'A path begins with one slash.')),
  headersSchema,
  v.nullable(v.instance(Uint8Array)),
]);

/** The body of a batch, in CBOR. */
export const batchSchema = v.strictObject({
  requests: v.pipe(v.array(batchItemSchema), v.minLength(1), v.maxLength(BATCH_ITEMS)),
});

/** A `BatchAnswerItem`. */
export const batchAnswerItemSchema = v.nullable(
  v.strictTuple([v.pipe(v.number(), v.integer()), headersSchema, v.instance(Uint8Array)]),
);

/** The body of the answer, in CBOR: as many answers as there were requests, in their order. */
export const batchAnswerSchema = v.strictObject({ answers: v.array(batchAnswerItemSchema) });

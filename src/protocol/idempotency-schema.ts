import * as v from 'valibot';

export const idempotencyKeySchema = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{8,128}$/, 'An idempotency key is 8 to 128 visible ASCII characters.'),
);

import * as v from 'valibot';

/** What Workbox's `StorableRequest` leaves in a row. */
export type StoredRequest = v.InferOutput<typeof storedRequestSchema>;

export const storedRequestSchema = v.looseObject({
  url: v.pipe(v.string(), v.url()),
  method: v.optional(v.string(), 'GET'),
  headers: v.record(v.string(), v.string()),
  body: v.exactOptional(v.instance(ArrayBuffer)),
});

import * as v from 'valibot';

/**
 * What a queue entry carries in Workbox's `metadata`: all that the ledger can be rebuilt from.
 * `createdAt` is in milliseconds since 1970.
 */
export type Stamp = v.InferOutput<typeof stampSchema>;

const stampSchema = v.object({
  id: v.string(),
  taskType: v.string(),
  version: v.number(),
  account: v.string(),
  context: v.unknown(),
  orderingKey: v.nullable(v.string()),
  replaces: v.nullable(v.string()),
  createdAt: v.number(),
});

export function parseStamp(metadata: unknown): Stamp | undefined {
  const result = v.safeParse(stampSchema, metadata);
  return result.success ? result.output : undefined;
}

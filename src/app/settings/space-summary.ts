import * as v from 'valibot';

/** What a list shows of a space, kept so that the list need not read two megabytes of state. Sizes in bytes. */
export type SpaceSummary = v.InferOutput<typeof spaceSummarySchema>;

export const spaceSummarySchema = v.object({
  id: v.string(),
  name: v.string(),
  place: v.number(),
  keys: v.number(),
  bytes: v.number(),
  /** Milliseconds since 1970, or never. */
  deliveredAt: v.nullable(v.number()),
});

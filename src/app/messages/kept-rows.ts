import { accountIdSchema, messageIdSchema, roleSchema, spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';

const numberSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const bytesSchema = v.instance(Uint8Array<ArrayBuffer>);

const messageSchema = v.object({
  space: spaceIdSchema,
  message: messageIdSchema,
  author: accountIdSchema,
  sentAt: numberSchema,
  cursor: numberSchema,
  /** Nothing is left of one that was deleted. */
  body: v.nullable(bytesSchema),
});

const outgoingSchema = v.object({
  space: spaceIdSchema,
  message: messageIdSchema,
  writtenAt: numberSchema,
  body: bytesSchema,
  /** The server has taken it, and it has not come back from there yet. */
  hasArrived: v.optional(v.boolean(), false),
});

const spaceSchema = v.object({
  space: spaceIdSchema,
  /** Nothing where the server does not name the account as a member. */
  role: v.nullable(roleSchema),
  /** The number of the space's newest change, as far as it was told. */
  cursor: numberSchema,
  /** Up to which change it was read, and from which on; nothing before the first page. */
  read: v.optional(v.object({ newest: numberSchema, oldest: numberSchema, hasEarlier: v.boolean() })),
  /** Up to which change somebody has looked at it on this device. */
  seen: v.optional(numberSchema, 0),
  /** The number of the newest message that somebody else has written. */
  newestOfOthers: v.optional(numberSchema, 0),
});

const announcementSchema = v.object({
  space: spaceIdSchema,
  keyId: v.string(),
  /** The key that was current before: its holders are told. */
  sealedWith: v.string(),
});

export type OwedAnnouncement = v.InferOutput<typeof announcementSchema>;

/** A message as the server has it. Times are milliseconds since 1970. */
export type KeptMessage = v.InferOutput<typeof messageSchema>;
/** One that this device has not heard of from the server yet. */
export type OutgoingMessage = v.InferOutput<typeof outgoingSchema>;
export type KeptSpace = v.InferOutput<typeof spaceSchema>;

export const rowSchemas = {
  message: messageSchema,
  outgoing: outgoingSchema,
  space: spaceSchema,
  announcement: announcementSchema,
} as const;

/** What another version of the app wrote otherwise counts as not there: the server has it, and it is read again. */
export function parseRows<Row>(schema: v.GenericSchema<unknown, Row>, rows: readonly unknown[]): readonly Row[] {
  return rows.flatMap((row) => {
    const parsed = v.safeParse(schema, row);
    return parsed.success ? [parsed.output] : [];
  });
}

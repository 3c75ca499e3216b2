import * as v from 'valibot';
import { type DeviceId, deviceIdSchema } from './devices.ts';
import { type AccountId, accountIdSchema } from './entries.ts';
import { type SpaceId, spacePath } from './spaces.ts';

/** Names a channel within its space, blindly: what it is called is for its members only. */
export type ChannelId = v.InferOutput<typeof channelIdSchema>;

export const channelIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'A channel is named by 1 to 64 URL-safe characters.'),
  v.brand('ChannelId'),
);

/** Names a message within its channel, at random, chosen by whoever sends it. A UUID is one. */
export type MessageId = v.InferOutput<typeof messageIdSchema>;

export const messageIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22,36}$/, 'A message is named by a UUID, or 22 to 36 URL-safe characters.'),
  v.brand('MessageId'),
);

/** Bytes of one message at most. */
export const MESSAGE_BYTES = 256 * 1024;

/** What the server adds to a message. `sentAt` is its time in milliseconds since 1970, `cursor` the number of the change. */
interface Head {
  readonly message: MessageId;
  readonly author: AccountId;
  /** Absent where the app authenticates accounts in its own way. */
  readonly device?: DeviceId | undefined;
  readonly sentAt: number;
  readonly cursor: number;
}

/** A message: sealed bytes that the server never interprets, or what is left of one that was deleted. */
export type Message = (Head & { readonly body: Uint8Array<ArrayBuffer> }) | (Head & { readonly isDeleted: true });

/**
 * One page of `GET …/messages`. With `?since=cursor` the changes after it, oldest first, deletions among them: ask again from
 * `cursor` while there is `more`, and later on from there. With `?before=cursor` the messages before it, newest first: `cursor`
 * is that of the oldest.
 */
export interface MessagesPage {
  readonly messages: readonly Message[];
  readonly cursor: number;
  readonly more: boolean;
}

/** What `PUT …/messages/{message}` answers, in JSON. */
export const sentMessageSchema = v.object({
  sentAt: v.pipe(v.number(), v.safeInteger()),
  cursor: v.pipe(v.number(), v.safeInteger()),
});

export type SentMessage = v.InferOutput<typeof sentMessageSchema>;

const numberSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A message as a page has it, positional; `null` for no device, and for no body any more. */
export const positionalMessageSchema = v.strictTuple([
  messageIdSchema,
  accountIdSchema,
  v.nullable(deviceIdSchema),
  numberSchema,
  numberSchema,
  v.nullable(v.instance(Uint8Array, 'A body is a byte string.')),
]);

export type PositionalMessage = v.InferOutput<typeof positionalMessageSchema>;

export function messagesPath(space: SpaceId, channel: ChannelId): string {
  return `${spacePath(space)}/channels/${channel}/messages`;
}

export function messagePath(space: SpaceId, channel: ChannelId, message: MessageId): string {
  return `${messagesPath(space, channel)}/${message}`;
}

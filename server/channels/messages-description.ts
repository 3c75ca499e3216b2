import * as v from 'valibot';
import { positionalMessageSchema } from '../../src/protocol/channels.ts';
import { messagesPageSchema } from '../../src/protocol/channels-codec.ts';
import {
  CBOR,
  channelIdSchema,
  JSON_MEDIA,
  messageIdSchema,
  sentMessageSchema,
  spaceIdSchema,
} from '../../src/protocol/index.ts';
import type { Resource } from '../openapi/description.ts';
import { MESSAGE_PATH, MESSAGES_PATH } from './message-request.ts';
import { messagesQuerySchema } from './messages-query.ts';

const CHANNEL = { space: spaceIdSchema, channel: channelIdSchema };
const MESSAGE = { ...CHANNEL, message: messageIdSchema };

export const MESSAGES: Resource = {
  name: 'messages',
  means: 'Sealed messages in the channels of a space.',
  schemas: { ChannelId: channelIdSchema, MessageId: messageIdSchema, Message: positionalMessageSchema },
  operations: [
    {
      method: 'GET',
      path: MESSAGES_PATH,
      id: 'readMessages',
      summary: 'The changes after a cursor, or the messages before one',
      details:
        'For members. With `since` (or neither) the changes after it, the oldest first, deletions among them; with `before` the messages before it, the newest first. Not both.',
      access: 'member',
      parameters: CHANNEL,
      query: messagesQuerySchema,
      answers: {
        200: { means: '`[1, messages, cursor, more]`', content: { media: CBOR, schema: messagesPageSchema } },
      },
      problems: ['not-a-member'],
    },
    {
      method: 'PUT',
      path: MESSAGE_PATH,
      id: 'sendMessage',
      summary: 'Add a message to a channel',
      details: 'For members. The same message again is answered as before.',
      access: 'member',
      isEffect: true,
      parameters: MESSAGE,
      body: { media: 'application/octet-stream', schema: v.instance(Uint8Array) },
      answers: {
        200: {
          means: 'When it was sent, and as which change of the space.',
          content: { media: JSON_MEDIA, schema: sentMessageSchema },
        },
      },
      problems: ['not-a-member', 'message-taken', 'quota-exceeded'],
    },
    {
      method: 'DELETE',
      path: MESSAGE_PATH,
      id: 'deleteMessage',
      summary: 'Leave a tombstone in the place of a message',
      details: 'For the owners of the space, and its author, also once that one is no member any more.',
      access: 'member',
      isEffect: true,
      parameters: MESSAGE,
      answers: { 204: { means: 'There is no such message (any more).' } },
      problems: ['not-a-member', 'not-an-owner'],
    },
  ],
};

import { accountIdSchema, messageIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ShownMessage } from '../../messages/conversation.ts';
import { type Reading, standIn } from './stand-in.ts';

const readings: readonly Reading[] = ['reading', 'reading-again', 'read', 'listed', 'failed'];
const message: ShownMessage = {
  message: v.parse(messageIdSchema, 'm'.repeat(22)),
  author: v.parse(accountIdSchema, 'a'.repeat(22)),
  at: 1,
  source: 'server',
  content: { kind: 'text', name: 'Ada', text: 'So be it.' },
};
const inPlaceOf = (conversation: Parameters<typeof standIn>[0]) =>
  Object.fromEntries(readings.map((reading) => [reading, standIn(conversation, reading)]));

test('nobody is told that nothing was said in a space that was never read', () => {
  expect(inPlaceOf({ messages: [], isUnread: true })).toEqual({
    reading: 'skeleton',
    'reading-again': undefined,
    read: 'skeleton',
    listed: undefined,
    failed: undefined,
  });
});

test('a space that was read and has nothing says so, but not while there may be more', () => {
  expect(inPlaceOf({ messages: [], isUnread: false })).toEqual({
    reading: undefined,
    'reading-again': 'empty',
    read: 'empty',
    listed: 'empty',
    failed: 'empty',
  });
});

test('messages that are there need nothing in their place', () => {
  expect(new Set(Object.values(inPlaceOf({ messages: [message], isUnread: true })))).toEqual(new Set([undefined]));
});

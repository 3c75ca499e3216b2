import { accountIdSchema, messageIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ShownContent, ShownMessage } from '../../messages/conversation.ts';
import { arranged } from './arranged.ts';

const NOON = new Date(2026, 2, 1, 12).getTime();
const MINUTE = 60_000;
const text: ShownContent = { kind: 'text', name: 'Ada', text: 'So be it.' };
const said = (author: string, at: number, content: ShownContent = text): ShownMessage => ({
  message: v.parse(messageIdSchema, 'm'.repeat(22)),
  author: v.parse(accountIdSchema, author.repeat(22)),
  at,
  source: 'server',
  content,
});
const marks = (...messages: readonly ShownMessage[]) =>
  arranged(messages).map(({ startsDay, isContinued }) => (startsDay ? 'day' : isContinued ? 'continued' : 'named'));

test('the first one starts a day, and what the same person says soon after continues it', () => {
  expect(marks(said('a', NOON), said('a', NOON + MINUTE), said('a', NOON + 7 * MINUTE))).toEqual([
    'day',
    'continued',
    'named',
  ]);
  expect(marks(said('a', NOON), said('b', NOON + 1), said('a', NOON + 2))).toEqual(['day', 'named', 'named']);
});

test('nothing continues a new key, nor a day that is over', () => {
  expect(marks(said('a', NOON, { kind: 'key', name: 'Ada' }), said('a', NOON + 1))).toEqual(['day', 'named']);
  const midnight = new Date(2026, 2, 2).getTime();
  expect(marks(said('a', midnight - 1), said('a', midnight))).toEqual(['day', 'day']);
});

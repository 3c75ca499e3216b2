import { accountIdSchema, messageIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ShownContent, ShownMessage } from '../messages/conversation.ts';
import { noticeOf } from './notice.ts';

const message = (content: ShownContent): ShownMessage => ({
  message: v.parse(messageIdSchema, 'm'.repeat(22)),
  author: v.parse(accountIdSchema, 'a'.repeat(22)),
  at: 1,
  source: 'server',
  content,
});
const text = (words: string, name = 'Grace') => message({ kind: 'text', name, text: words });
const looksElsewhere = { space: { id: 's/1', name: 'Tide Tables' }, isWanted: true, isMuted: false, isSeen: false };

test('the last one is told, by whom and where, and opens its space', () => {
  expect(noticeOf([text('High at four.'), text('Low at ten.')], looksElsewhere)).toEqual({
    title: 'Tide Tables',
    body: 'Grace: Low at ten.',
    tag: 'space:s/1',
    path: '/spaces/s%2F1',
  });
  expect(noticeOf([text('Low at ten.', ' ')], looksElsewhere)?.body).toBe('Low at ten.');
});

test.each([{ isWanted: false }, { isMuted: true }, { isSeen: true }])('nothing is told when %o', (circumstance) => {
  expect(noticeOf([text('High at four.')], { ...looksElsewhere, ...circumstance })).toBeUndefined();
});

test('what says nothing to a person is not told', () => {
  const key = message({ kind: 'key', name: 'Grace' });
  const sealed = message({ kind: 'sealed', reason: 'unknown-key' });
  expect(noticeOf([key, sealed], looksElsewhere)).toBeUndefined();
  expect(noticeOf([text('Before'), key], looksElsewhere)?.body).toBe('Grace: Before');
  expect(noticeOf([], looksElsewhere)).toBeUndefined();
});

test('a long one is cut', () => {
  expect(noticeOf([text('a'.repeat(500))], looksElsewhere)?.body.length).toBe(161);
});

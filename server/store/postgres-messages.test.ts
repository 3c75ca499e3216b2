import { expect, it } from 'vitest';
import { messagesOf, newsIn } from './postgres-messages.ts';
import type { News } from './topics.ts';

it('carries any amount of news in messages that PostgreSQL takes', () => {
  const news = Array.from({ length: 1000 }, (_, index): News => {
    return { topic: `account:${String(index).padStart(64, 'ü')}`, cursor: Number.MAX_SAFE_INTEGER - index };
  });
  const messages = messagesOf(news);
  expect(messages.flatMap(newsIn)).toEqual(news);
  expect(Math.max(...messages.map((message) => Buffer.byteLength(message)))).toBeLessThan(8000);
  expect(messages.length).toBeLessThan(25);
});

it('carries nothing in no message', () => {
  expect(messagesOf([])).toEqual([]);
});

it.each([
  '',
  'nonsense',
  '1',
  '1 ',
  '1 planet:mars',
  '-1 account:a',
  '1.5 account:a',
  '99999999999999999999 account:a',
  'account:a 1',
])('leaves out "%s", which it does not understand, and nothing else', (line) => {
  expect(newsIn(`1 account:a\n${line}\n2 devices:b`)).toEqual([
    { topic: 'account:a', cursor: 1 },
    { topic: 'devices:b', cursor: 2 },
  ]);
});

import { spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test, vi } from 'vitest';
import { Drafts } from './drafts.ts';

const trains = v.parse(spaceIdSchema, 'n'.repeat(22));
const tides = v.parse(spaceIdSchema, 't'.repeat(22));

test('each space keeps what is written in it', () => {
  const drafts = new Drafts();
  expect(drafts.of(trains)).toBe('');
  drafts.write(trains, 'The last one ');
  drafts.write(tides, 'High water');
  expect(drafts.of(trains)).toBe('The last one ');
  expect(drafts.of(tides)).toBe('High water');
});

test('what was not sent comes back in the order in which it was written, before what is half written', () => {
  const drafts = new Drafts();
  drafts.bringBack(trains, 'One');
  expect(drafts.of(trains)).toBe('One');
  drafts.write(trains, '');
  drafts.write(trains, 'half ');
  drafts.bringBack(trains, 'One');
  drafts.bringBack(trains, 'Two');
  expect(drafts.of(trains)).toBe('One\nTwo\nhalf ');
  drafts.write(trains, 'One\nTwo\nhalf a');
  drafts.bringBack(trains, 'Zero');
  expect(drafts.of(trains)).toBe('Zero\nOne\nTwo\nhalf a');
});

test('a field with nothing but spaces counts as empty, and keeps them until something comes back', () => {
  const drafts = new Drafts();
  drafts.write(trains, '  ');
  expect(drafts.of(trains)).toBe('  ');
  drafts.bringBack(trains, 'One');
  expect(drafts.of(trains)).toBe('One');
});

test('who listens hears of every change, until they stop', () => {
  const drafts = new Drafts();
  const listener = vi.fn();
  const stop = drafts.subscribe(listener);
  drafts.write(trains, 'a');
  drafts.bringBack(tides, 'b');
  stop();
  drafts.write(trains, 'ab');
  expect(listener).toHaveBeenCalledTimes(2);
});

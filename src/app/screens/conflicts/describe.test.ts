import { spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { conflictSubject, shownValue } from './describe.ts';

const HUB = v.parse(spaceIdSchema, 'AAAAAAAAAAAAAAAAAAAAAA');
const spaces = [{ id: HUB, name: 'Hub', order: 0, keys: 4, bytes: 9 }];

test.each([
  ['profile', 'displayName', 'Display name'],
  ['preferences', 'theme', 'Theme'],
  ['preferences', `notices:${HUB}`, 'Notifications of Hub'],
  ['bookmarks', 'b', 'A bookmark'],
  [`space:${HUB}`, 'state', 'Encryption state of Hub'],
  [`space:${HUB}`, 'key:hub', 'A key of Hub'],
  ['space:2', 'state', 'Encryption state of a space'],
  ['profile', 'from-the-future', 'A setting'],
])('%s %s is called "%s"', (collection, key, words) => {
  expect(conflictSubject({ collection, key }, spaces)).toBe(words);
});

test.each([
  ['profile', 'displayName', 'Ada', { kind: 'text', text: 'Ada' }],
  ['profile', 'bio', '', { kind: 'note', text: 'Empty' }],
  ['profile', 'avatar', 'data:image/png;base64,', { kind: 'picture', url: 'data:image/png;base64,' }],
  ['profile', 'avatar', null, { kind: 'note', text: 'No picture' }],
  ['preferences', 'theme', 'dark', { kind: 'text', text: 'Dark' }],
  ['preferences', 'notifications', false, { kind: 'text', text: 'Off' }],
  ['preferences', 'language', 'de', { kind: 'text', text: 'Deutsch' }],
  ['preferences', `notices:${HUB}`, { isMuted: true }, { kind: 'text', text: 'Muted' }],
  ['preferences', `notices:${HUB}`, { isMuted: false }, { kind: 'text', text: 'Not muted' }],
  ['profile', 'displayName', undefined, { kind: 'note', text: 'Deleted' }],
])('the value of %s %s is told in words', (collection, key, value, shown) => {
  expect(shownValue({ collection, key }, value, 'Mine')).toEqual(shown);
});

test('what opens something is never shown', () => {
  for (const key of ['state', 'key:hub', 'current-key']) {
    expect(shownValue({ collection: `space:${HUB}`, key }, 'secret', 'Mine')).toEqual({ kind: 'note', text: 'Mine' });
  }
});

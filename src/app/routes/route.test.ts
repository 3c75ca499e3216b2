import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settingsTabs } from '../screens/settings/settings-dialog-context.ts';
import { type Place, parseRoute, pathOf } from './route.ts';

const place = fc.oneof(
  fc.constant<Place>({ kind: 'home' }),
  fc.string({ minLength: 1, unit: 'grapheme' }).map((id): Place => ({ kind: 'space', id })),
);

test('every place, with and without settings over it, has an address of its own', () => {
  fc.assert(
    fc.property(place, fc.option(fc.constantFrom(...settingsTabs), { nil: undefined }), (place, settings) => {
      expect(parseRoute(pathOf({ place, settings }))).toEqual({ place, settings });
    }),
  );
});

test.each([
  '/nothing',
  '/spaces',
  '/spaces/',
  '/spaces/%E0%A4%A',
  '/spaces/1/keys',
  '/spaces/1/settings/keys',
  '/settings/keys',
  '/settings/sync/more',
  '/compose/more',
])('%s is no address of this app', (path) => {
  expect(parseRoute(path)).toEqual({ place: { kind: 'unknown' }, settings: undefined });
});

test('settings without a tab begin at the first, and a slash at the end changes nothing', () => {
  expect(parseRoute('/settings')).toEqual({ place: { kind: 'home' }, settings: 'profile' });
  expect(parseRoute('/spaces/1/')).toEqual({ place: { kind: 'space', id: '1' }, settings: undefined });
  expect(parseRoute('/compose/')).toEqual({ place: { kind: 'compose' }, settings: undefined });
});

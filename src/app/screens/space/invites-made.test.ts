import type { Settlement } from 'backhaul';
import { spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { InviteMade } from '../../membership/spaces-desk.ts';
import { InvitesMade } from './invites-made.ts';

const HOUR = 60 * 60_000;
const trains = { id: v.parse(spaceIdSchema, 't'.repeat(22)), name: 'Night Trains', order: 0, keys: 1, bytes: 114 };
const tides = { ...trains, id: v.parse(spaceIdSchema, 'u'.repeat(22)), name: 'Tide Tables' };
const never = new Promise<Settlement>(() => undefined);

/** Where each invite that is asked for ends like the next of `ends`, or never; what is an error is not even made. */
function asked(...ends: readonly (Settlement | Error)[]) {
  let count = 0;
  const made = new InvitesMade({
    invite: async (): Promise<InviteMade> => {
      const end = ends[count];
      count += 1;
      if (end instanceof Error) throw end;
      const settled = end === undefined ? never : Promise.resolve(end);
      return { link: `link ${count}`, receipt: { id: `${count}`, stored: Promise.resolve(), settled } };
    },
  });
  return async (...question: Parameters<InvitesMade['of']>) => (await made.of(...question)).link;
}

test('who asks again for the same space gets the same, for a day', async () => {
  const link = asked({ kind: 'delivered', answer: { status: 204, body: '' } });
  expect(await Promise.all([link(trains, 0), link(trains, 1)])).toEqual(['link 1', 'link 1']);
  expect(await link(trains, 24 * HOUR - 1)).toBe('link 1');
  expect(await link(tides, 0)).toBe('link 2');
  expect(await link(trains, 24 * HOUR)).toBe('link 3');
});

test('a new key is brought by a new one', async () => {
  const link = asked();
  expect(await link(trains, 0)).toBe('link 1');
  expect(await link({ ...trains, keys: 2 }, 1)).toBe('link 2');
  expect(await link({ ...trains, keys: 2 }, 2)).toBe('link 2');
});

test.each([
  { kind: 'failed', error: { code: 'refused', message: 'Too many.' } },
  { kind: 'cancelled', mayHaveArrived: false },
] as const)('what ended as $kind is not given again', async (end) => {
  const link = asked(end);
  expect(await link(trains, 0)).toBe('link 1');
  await expect.poll(() => link(trains, 1)).toBe('link 2');
  expect(await link(trains, 2)).toBe('link 2');
});

test('what could not be made is tried again', async () => {
  const link = asked(new Error('This device has no key of this space.'));
  await expect(link(trains, 0)).rejects.toThrow('no key');
  await expect.poll(() => link(trains, 1)).toBe('link 2');
});

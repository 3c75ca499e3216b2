import type { Change, Loser, Value } from 'backhaul/journal';
import { type Clock, clockSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { settleConflicts } from './settle-conflicts.ts';

const HUB = 's'.repeat(22);
const clock: Clock = v.parse(clockSchema, `${'0'.repeat(12)}-0000-${'0'.repeat(16)}`);
const summary = (keys: number) => ({ name: 'Hub', order: 0, keys, bytes: 9 });
const key = { privateKey: new Uint8Array(57), publicKey: new Uint8Array(57) };

let losers: Loser[];
let collections: Map<string, Map<string, Value>>;
let saved: Change[];

beforeEach(() => {
  [losers, saved] = [[], []];
  collections = new Map([
    ['navigation', new Map<string, Value>([[`space:${HUB}`, summary(2)]])],
    [
      `space:${HUB}`,
      new Map<string, Value>([
        ['key:a', key],
        ['key:b', key],
        ['key:c', key],
        ['current-key', 'b'],
      ]),
    ],
  ]);
});

const lost = (collection: string, entry: string): Loser => {
  return { id: `${collection}/${entry}`, collection, key: entry, mine: 1, theirs: 2, clock };
};
const unused = () => {
  throw new Error('It only reads.');
};
const settle = () =>
  settleConflicts(
    {
      losers: async () => losers,
      keepTheirs: async ({ id }) => {
        losers = losers.filter((loser) => loser.id !== id);
      },
      collection: (name) => ({
        name,
        list: async () => collections.get(name) ?? new Map(),
        get: unused,
        set: unused,
        delete: unused,
        watch: unused,
      }),
    },
    async (changes) => {
      saved.push(...changes);
      return { kind: 'nothing-changed' };
    },
  );

test('which of two new keys is the current one is nobody’s to decide: the later counts, and both are counted', async () => {
  losers = [lost(`space:${HUB}`, 'current-key'), lost('navigation', `space:${HUB}`), lost('profile', 'displayName')];
  await settle();
  expect(losers.map(({ id }) => id)).toEqual(['profile/displayName']);
  expect(saved).toEqual([
    { collection: 'navigation', key: `space:${HUB}`, value: { ...summary(3), bytes: 3 * 114 + 1 } },
  ]);
});

test('figures that are right are not written again, and what can be decided is left', async () => {
  collections.get('navigation')?.set(`space:${HUB}`, summary(3));
  losers = [lost('navigation', `space:${HUB}`), lost(`space:${HUB}`, 'state')];
  await settle();
  expect([losers.map(({ key: entry }) => entry), saved]).toEqual([['state'], []]);
});

test('a space that is gone meanwhile has no figures', async () => {
  collections.clear();
  losers = [lost(`space:${HUB}`, 'current-key')];
  await settle();
  expect([losers, saved]).toEqual([[], []]);
});

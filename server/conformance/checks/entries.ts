import { CLOCK_AHEAD_LIMIT, DELTA_ENTRIES, entriesPath } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import { clockAt, entry, page, refused, save, saved, unchanged } from '../world/asks.ts';
import { hold, same } from '../world/not-conforming.ts';
import type { World } from '../world/world.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Entries `e0`, `e1`… in one delta. */
async function filled(world: World, count: number): Promise<Account> {
  const account = await world.account();
  await saved(world, account, ...upTo(count).map((index) => entry(`e${index}`, clockAt(1), index % 256)));
  return account;
}

export const ENTRY_CHECKS: readonly Check[] = [
  {
    name: 'entries/pages',
    about: 'Pages and cursors',
    run: async (world) => {
      const account = await filled(world, 5);
      const ids: string[] = [];
      for (let [since, more] = [0, true]; more; ) {
        const next = await page(world, account, `?since=${since}&limit=2`);
        same('The cursor', next.cursor, since + next.entries.length);
        hold(next.entries.length <= 2, `A page of 2 holds ${next.entries.length}.`);
        ids.push(...next.entries.map(({ id }) => id));
        [since, more] = [next.cursor, next.more];
        hold(ids.length <= 5, 'There is always more.');
      }
      same('All pages', ids, ['e0', 'e1', 'e2', 'e3', 'e4']);
    },
  },
  {
    name: 'entries/once-at-its-newest',
    about: 'Pages and cursors',
    run: async (world) => {
      const account = await filled(world, 3);
      await saved(world, account, entry('e0', clockAt(2), 9));
      const { entries, cursor } = await page(world, account);
      same(
        'The entries',
        entries.map(({ id }) => id),
        ['e1', 'e2', 'e0'],
      );
      same('The cursor', cursor, 4);
      same('What is after 3', (await page(world, account, '?since=3')).entries, [entry('e0', clockAt(2), 9)]);
    },
  },
  {
    name: 'entries/since-beyond',
    about: 'Pages and cursors',
    run: async (world) => {
      const account = await filled(world, 2);
      same('A page', await page(world, account, '?since=2'), { entries: [], cursor: 2, more: false });
      same('A page', await page(world, account, '?since=999999'), { entries: [], cursor: 2, more: false });
    },
  },
  {
    name: 'entries/query',
    about: 'Pages and cursors',
    run: async (world) => {
      const account = await world.account();
      for (const query of ['since=-1', 'since=x', 'since=1.5', 'limit=0', 'limit=1001', 'since=1&since=2']) {
        const asked = { method: 'GET', path: `${entriesPath(account.id)}?${query}` };
        refused(await world.ask(account, asked), 400, 'invalid-parameter');
      }
    },
  },
  {
    name: 'entries/ids-and-values',
    about: 'Entries',
    run: async (world) => {
      const account = await world.account();
      const entries = ['ü €😀', 'a/b?c#d', ' ', 'x'.repeat(256)].map((id) => ({
        ...entry(id, clockAt(1)),
        value: Uint8Array.from(upTo(256)),
      }));
      await saved(world, account, ...entries);
      same('What was saved', (await page(world, account)).entries, entries);
    },
  },
  {
    name: 'entries/all-or-nothing',
    about: '[G32]',
    run: async (world) => {
      const account = await filled(world, 1);
      const ahead = clockAt(world.now() + CLOCK_AHEAD_LIMIT + 60_000);
      const delta = [entry('b', clockAt(1), 1), entry('c', ahead, 1), entry('d', clockAt(1), 1)];
      refused(await world.ask(account, save(account, delta)), 409, 'clock-ahead');
      await unchanged(world, account, 1);
    },
  },
  {
    name: 'entries/clock-ahead',
    about: '[G33]',
    run: async (world) => {
      const account = await world.account();
      const ahead = save(account, [entry('a', clockAt(world.now() + CLOCK_AHEAD_LIMIT + 60_000), 1)]);
      const { now } = refused(await world.ask(account, ahead), 409, 'clock-ahead');
      hold(
        Math.abs((now ?? 0) - world.now()) < 60_000,
        `The server’s time is ${now}, and should be near ${world.now()}.`,
      );
      await saved(world, account, entry('a', clockAt(world.now() + CLOCK_AHEAD_LIMIT - 60_000), 2));
      await saved(world, account, entry('old', clockAt(1), 3));
    },
  },
  {
    name: 'entries/delta-limits',
    about: 'Limits',
    run: async (world) => {
      const account = await filled(world, DELTA_ENTRIES);
      same('The cursor', (await page(world, account, '?limit=1')).cursor, 1);
      const tooMany = upTo(DELTA_ENTRIES + 1).map((index) => entry(`n${index}`, clockAt(1)));
      for (const delta of [tooMany, [], [entry('x', clockAt(1)), entry('x', clockAt(2))], [entry('', clockAt(1))]]) {
        refused(await world.ask(account, save(account, delta)), 400, 'invalid-body');
      }
      same('The last page', await page(world, account, `?since=${DELTA_ENTRIES}`), {
        entries: [],
        cursor: DELTA_ENTRIES,
        more: false,
      });
    },
  },
];

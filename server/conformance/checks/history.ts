import type { History } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { type Account, newDevice } from '../world/account.ts';
import { clockAt, entry, page, pageOfHistory, removal, saved, tombstone } from '../world/asks.ts';
import { hold, NotConforming, same } from '../world/not-conforming.ts';
import type { World } from '../world/world.ts';

const about = 'Histories';

async function historyIn(world: World, account: Account, query = ''): Promise<History> {
  const { history } = await pageOfHistory(world, account, query);
  if (history === undefined) throw new NotConforming('The page does not say which history it is of.');
  return history;
}

export const HISTORY_CHECKS: readonly Check[] = [
  {
    name: 'history/in-every-page',
    about,
    run: async (world) => {
      const [account, other] = [await world.account(), await world.account()];
      for (const one of [account, other]) await saved(world, one, entry('a', clockAt(1)), entry('b', clockAt(1)));
      const first = await historyIn(world, account, '?limit=1');
      same('What is said of a new account', first, { ...first, epoch: 1, prunedCursor: 0, prunedClock: null });
      await saved(world, account, entry('c', clockAt(1)));
      for (const query of ['?since=1&limit=1', '?since=3', '?since=99']) {
        same('The history', await historyIn(world, account, query), first);
      }
      hold((await historyIn(world, other)).generation !== first.generation, 'Two accounts have one history.');
    },
  },
  {
    name: 'history/ends-with-a-removal',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(1)));
      const before = await historyIn(world, account);
      await world.ask(account, removal(account));
      const { generation } = await historyIn(world, account);
      hold(generation !== before.generation, 'After everything was removed, the history has the name that it had.');
    },
  },
  {
    name: 'history/checked-entry',
    about,
    run: async (world) => {
      const account = await world.account();
      const [a, b, c] = [entry('ä/1', clockAt(1), 1), entry('b', clockAt(1), 2), entry('c', clockAt(1), 3)];
      await saved(world, account, a, b, c);
      const asking = (since: number) => page(world, account, `?since=${since}&check=${encodeURIComponent(a.id)}`);
      same('The page', await asking(0), { entries: [a, b, c], cursor: 3, more: false });
      same('The page', await asking(2), { entries: [a, c], cursor: 3, more: false });
      same('The page', await asking(3), { entries: [a], cursor: 3, more: false });
      same('The page', await page(world, account, '?since=3&check=d'), { entries: [], cursor: 3, more: false });
    },
  },
  {
    name: 'history/deletions-until-read',
    about: 'Pruning',
    needs: 'signatures',
    run: async (world) => {
      const [account, other] = [await world.account(), await newDevice()];
      await world.register(account, other);
      const gone = tombstone('a', clockAt(1));
      await saved(world, account, gone);
      await page(world, account, '?since=1');
      for (const time of [2, 3]) await saved(world, account, entry('b', clockAt(time)));
      const { entries } = await page(world, { ...account, device: other });
      same('What a device reads that has read nothing', entries, [gone, entry('b', clockAt(3))]);
    },
  },
];

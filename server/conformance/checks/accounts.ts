import { entriesPath, livePath } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import {
  batched,
  clockAt,
  entry,
  item,
  page,
  part,
  refused,
  refusedItem,
  removal,
  save,
  saved,
} from '../world/asks.ts';
import { randomBytes } from '../world/bytes.ts';
import { same } from '../world/not-conforming.ts';

export const ACCOUNT_CHECKS: readonly Check[] = [
  {
    name: 'accounts/foreign',
    about: '[G35]',
    run: async (world) => {
      const [mine, other] = [await world.account(), await world.account()];
      await saved(world, other, entry('a', clockAt(1), 1));
      const before = await page(world, other);
      const { asked: foreignPart } = await part(other, randomBytes(10));
      const write = save(other, [entry('a', clockAt(2), 2)]);
      const read = { method: 'GET', path: entriesPath(other.id) };
      const follow = { method: 'GET', path: livePath(other.id) };
      for (const asked of [write, removal(other), foreignPart, read, follow]) {
        refused(await world.ask(mine, asked), 403, 'foreign-account');
      }
      const [answer] = await batched(world, mine, [item(write)]);
      refusedItem(answer, 403, 'foreign-account');
      same('What the other account has', await page(world, other), before);
    },
  },
  {
    name: 'accounts/apart',
    about: 'Entries',
    run: async (world) => {
      const [one, other] = [await world.account(), await world.account()];
      await saved(world, one, entry('a', clockAt(1), 1));
      same('A new account', await page(world, other), { entries: [], cursor: 0, more: false });
      const key = 'the-same-key';
      for (const account of [one, other]) {
        const answer = await world.ask(account, save(account, [entry('b', clockAt(1), 1)], key));
        same(
          'The answer to one key of two accounts',
          [answer.status, answer.headers.get('Idempotent-Replayed')],
          [200, null],
        );
      }
    },
  },
];

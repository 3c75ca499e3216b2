import { removalReceiptSchema } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import { clockAt, deltaAnswerIn, entry, jsonIn, page, removal, save, saved, tombstone } from '../world/asks.ts';
import { hex } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';

const about = '[G31]';

export const REMOVAL_CHECKS: readonly Check[] = [
  {
    name: 'removal/receipt',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(1), 1), tombstone('b', clockAt(1)), entry('c', clockAt(1)));
      const asked = removal(account);
      const first = await world.ask(account, asked);
      const { removed, at } = jsonIn(first, removalReceiptSchema);
      same('What was removed', removed, 3);
      hold(Math.abs(at - world.now()) < 60_000, `The receipt is of ${at}, and should be near ${world.now()}.`);
      const again = await world.ask(account, asked);
      same('The receipt again', hex(again.body), hex(first.body));
    },
  },
  {
    name: 'removal/nothing-left',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(5), 5));
      await world.ask(account, removal(account));
      same('What is left', (await page(world, account)).entries, []);
      const { from, to } = await saved(world, account, entry('a', clockAt(1), 1));
      hold(
        from >= 1 && to > from,
        `The next change is number ${to} after ${from}: a cursor that was given out comes again.`,
      );
      same('What is after the cursor from before', (await page(world, account, '?since=1')).entries.length, 1);
      same('What is there', (await page(world, account)).entries, [entry('a', clockAt(1), 1)]);
    },
  },
  {
    name: 'removal/old-answers',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(5), 5));
      const lost = save(account, [entry('a', clockAt(1), 1)]);
      same('The winners', deltaAnswerIn(await world.ask(account, lost)).winners, [entry('a', clockAt(5), 5)]);
      await world.ask(account, removal(account));
      same('The winners after the removal', deltaAnswerIn(await world.ask(account, lost)).winners, []);
      same('What is there then', (await page(world, account)).entries, [entry('a', clockAt(1), 1)]);
    },
  },
];

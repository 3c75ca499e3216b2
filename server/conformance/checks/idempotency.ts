import type { Check } from '../check.ts';
import { clockAt, deltaAnswerIn, entry, page, refused, save, saved, tombstone } from '../world/asks.ts';
import { hex, randomName } from '../world/bytes.ts';
import { same } from '../world/not-conforming.ts';
import type { Answer } from '../world/world.ts';

const about = '[G7]';

const told = ({ status, headers, body }: Answer) => [status, headers.get('Content-Type'), hex(body)];
const isReplayed = ({ headers }: Answer) => headers.get('Idempotent-Replayed');

export const IDEMPOTENCY_CHECKS: readonly Check[] = [
  {
    name: 'idempotency/same-answer',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(9), 9));
      const asked = save(account, [entry('a', clockAt(1), 1), entry('b', clockAt(1), 1)]);
      const first = await world.ask(account, asked);
      same('The first answer', deltaAnswerIn(first), { from: 1, to: 2, winners: [entry('a', clockAt(9), 9)] });
      await saved(world, account, tombstone('b', clockAt(2)), entry('c', clockAt(1), 1));
      const again = await world.ask(account, asked);
      same('The answer to the same request', told(again), told(first));
      same('What is there', (await page(world, account)).cursor, 4);
    },
  },
  {
    name: 'idempotency/says-replayed',
    about: 'Idempotency',
    run: async (world) => {
      const account = await world.account();
      const asked = save(account, [entry('a', clockAt(1), 1)]);
      const answers = [await world.ask(account, asked), await world.ask(account, asked)];
      same('Idempotent-Replayed', answers.map(isReplayed), [null, 'true']);
    },
  },
  {
    name: 'idempotency/once',
    about,
    run: async (world) => {
      const account = await world.account();
      const asked = save(account, [entry('a', clockAt(1), 1)]);
      await world.ask(account, asked);
      await saved(world, account, entry('b', clockAt(1), 1));
      await world.ask(account, asked);
      same('The cursor after the same request twice', (await page(world, account)).cursor, 2);
      same('The answer', deltaAnswerIn(await world.ask(account, asked)), { from: 0, to: 1, winners: [] });
    },
  },
  {
    name: 'idempotency/at-once',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('b', clockAt(9), 9));
      const asked = save(account, [entry('a', clockAt(1), 1), entry('b', clockAt(1), 1)]);
      const answers = await Promise.all(Array.from({ length: 10 }, () => world.ask(account, asked)));
      const expected = { from: 1, to: 2, winners: [entry('b', clockAt(9), 9)] };
      for (const answer of answers) same('The answer to one of ten', deltaAnswerIn(answer), expected);
      same('Those that are no replay', answers.filter((answer) => isReplayed(answer) === null).length, 1);
      same('The cursor', (await page(world, account)).cursor, 2);
    },
  },
  {
    name: 'idempotency/another-request',
    about: 'Idempotency',
    run: async (world) => {
      const account = await world.account();
      const key = randomName();
      await world.ask(account, save(account, [entry('a', clockAt(1), 1)], key));
      const other = save(account, [entry('a', clockAt(1), 2)], key);
      refused(await world.ask(account, other), 422, 'idempotency-key-reused');
      const removal = { method: 'DELETE', path: other.path, key };
      refused(await world.ask(account, removal), 422, 'idempotency-key-reused');
      same('What is there', (await page(world, account)).entries, [entry('a', clockAt(1), 1)]);
    },
  },
  {
    name: 'idempotency/key-required',
    about: 'Idempotency',
    run: async (world) => {
      const account = await world.account();
      const { key: _, ...asked } = save(account, [entry('a', clockAt(1), 1)]);
      refused(await world.ask(account, asked), 400, 'idempotency-key-missing');
      for (const key of ['short', 'x'.repeat(129), 'with space']) {
        refused(await world.ask(account, { ...asked, key }), 400, 'invalid-parameter');
      }
    },
  },
  {
    name: 'idempotency/refusal-frees-key',
    about: 'Idempotency',
    run: async (world) => {
      const account = await world.account();
      const key = randomName();
      const ahead = save(account, [entry('a', clockAt(world.now() + 3_600_000), 1)], key);
      refused(await world.ask(account, ahead), 409, 'clock-ahead');
      const corrected = await world.ask(account, save(account, [entry('a', clockAt(1), 1)], key));
      same('The answer', deltaAnswerIn(corrected), { from: 0, to: 1, winners: [] });
    },
  },
];

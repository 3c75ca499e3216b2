import * as v from 'valibot';
import { type EntryInParts, type PartId, partIdSchema, partPath } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import { clockAt, entry, page, part, refused, removal, save, saved, unchanged } from '../world/asks.ts';
import { randomBytes, randomName } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';
import { spoken, type World } from '../world/world.ts';

const about = '[G34]';

async function put(world: World, account: Account, bytes: Uint8Array<ArrayBuffer>): Promise<PartId> {
  const { name, asked } = await part(account, bytes);
  const answer = await world.ask(account, asked);
  hold(answer.status === 204, `A part is answered ${spoken(answer)}, and should be 204.`);
  return name;
}

function inParts(...parts: readonly PartId[]): EntryInParts {
  return { id: 'large', clock: clockAt(1), isTombstone: false, parts };
}

export const PART_CHECKS: readonly Check[] = [
  {
    name: 'parts/joined',
    about,
    run: async (world) => {
      const account = await world.account();
      const [one, two] = [randomBytes(50_000), randomBytes(10)];
      const [first, second] = [await put(world, account, one), await put(world, account, two)];
      await unchanged(world, account, 0);
      await saved(world, account, inParts(first, second, first), entry('small', clockAt(1), 1));
      const value = Uint8Array.from([...one, ...two, ...one]);
      same('The entries', (await page(world, account)).entries, [
        { id: 'large', clock: clockAt(1), isTombstone: false, value },
        entry('small', clockAt(1), 1),
      ]);
    },
  },
  {
    name: 'parts/large',
    about: 'Limits',
    run: async (world) => {
      const account = await world.account();
      const bytes = new Uint8Array(1024 * 1024).fill(7);
      await saved(world, account, inParts(await put(world, account, bytes)));
      const { entries } = await page(world, account);
      same(
        'The length of the value',
        entries.map(({ value }) => value.length),
        [bytes.length],
      );
    },
  },
  {
    name: 'parts/missing',
    about,
    run: async (world) => {
      const account = await world.account();
      const there = await put(world, account, randomBytes(10));
      const missing = v.parse(partIdSchema, randomName());
      const asked = save(account, [entry('a', clockAt(1), 1), inParts(there, missing)]);
      same('What is missing', refused(await world.ask(account, asked), 409, 'parts-missing').missing, [missing]);
      await unchanged(world, account, 0);
    },
  },
  {
    name: 'parts/used-up',
    about,
    run: async (world) => {
      const account = await world.account();
      const bytes = randomBytes(10);
      const name = await put(world, account, bytes);
      const asked = save(account, [inParts(name)]);
      await world.ask(account, asked);
      const later = { ...inParts(name), id: 'other' };
      refused(await world.ask(account, save(account, [later])), 409, 'parts-missing');
      const again = await world.ask(account, asked);
      same('The answer to the same delta', [again.status, again.headers.get('Idempotent-Replayed')], [200, 'true']);
      await put(world, account, bytes);
      await saved(world, account, later);
    },
  },
  {
    name: 'parts/mismatch',
    about,
    run: async (world) => {
      const account = await world.account();
      const { asked } = await part(account, randomBytes(10));
      refused(await world.ask(account, { ...asked, body: randomBytes(10) }), 422, 'part-mismatch');
      const path = partPath(account.id, v.parse(partIdSchema, randomName()));
      refused(await world.ask(account, { ...asked, path }), 422, 'part-mismatch');
    },
  },
  {
    name: 'parts/removed',
    about: '[G31]',
    run: async (world) => {
      const account = await world.account();
      const name = await put(world, account, randomBytes(10));
      await world.ask(account, removal(account));
      refused(await world.ask(account, save(account, [inParts(name)])), 409, 'parts-missing');
    },
  },
];

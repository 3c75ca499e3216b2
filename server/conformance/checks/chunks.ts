import { type Chunk, type ChunkId, chunkIdOf, chunksPath } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import {
  chunksIn,
  clockAt,
  entry,
  keeping,
  page,
  refused,
  removal,
  save,
  saved,
  tombstone,
  unchanged,
} from '../world/asks.ts';
import { randomBytes } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';
import { spoken, type World } from '../world/world.ts';

const about = '[G46]';

function chunk(refs: readonly ChunkId[] = [], id = chunkIdOf(randomBytes(16))): Chunk {
  return { id, bytes: randomBytes(100), refs };
}

/** A list, and the two pieces that it names. */
function valueInChunks() {
  const pieces = [chunk(), chunk()];
  const list = chunk(pieces.map(({ id }) => id));
  return { list, pieces, entry: { ...entry('large', clockAt(1), 1), chunks: [list.id] } };
}

async function put(world: World, account: Account, ...chunks: readonly Chunk[]): Promise<void> {
  const answer = await world.ask(account, keeping(account, chunks));
  hold(answer.status === 204, `Chunks are answered ${spoken(answer)}, and should be 204.`);
}

export const CHUNK_CHECKS: readonly Check[] = [
  {
    name: 'chunks/given-back',
    about: 'Chunks',
    run: async (world) => {
      const account = await world.account();
      const { list, pieces } = valueInChunks();
      await put(world, account, list, ...pieces);
      await unchanged(world, account, 0);
      const asked = [list, ...pieces, chunk()];
      same('The chunks', await chunksIn(world, account, asked), [list, ...pieces]);
      const stranger = await world.account();
      same('The chunks of another account', await chunksIn(world, stranger, asked), []);
    },
  },
  {
    name: 'chunks/stay',
    about: 'Chunks',
    run: async (world) => {
      const account = await world.account();
      const first = chunk();
      await put(world, account, first);
      await put(world, account, chunk([], first.id));
      same('The chunk', await chunksIn(world, account, [first]), [first]);
    },
  },
  {
    name: 'chunks/told',
    about,
    run: async (world) => {
      const account = await world.account();
      const { list, pieces, entry } = valueInChunks();
      await put(world, account, list, ...pieces);
      await saved(world, account, entry);
      same('The entries', (await page(world, account)).entries, [entry]);
      same('The winner', (await saved(world, account, tombstone('large', clockAt(0)))).winners, [entry]);
    },
  },
  {
    name: 'chunks/missing',
    about,
    run: async (world) => {
      const account = await world.account();
      const { list, pieces, entry: large } = valueInChunks();
      const [there, missing] = pieces;
      const asked = save(account, [entry('a', clockAt(1), 1), large]);
      same('What is missing at first', refused(await world.ask(account, asked), 409, 'chunks-missing').missing, [
        list.id,
      ]);
      await put(world, account, list, ...(there ? [there] : []));
      same('What is missing then', refused(await world.ask(account, asked), 409, 'chunks-missing').missing, [
        missing?.id,
      ]);
      await unchanged(world, account, 0);
      await put(world, account, ...(missing ? [missing] : []));
      const answers = [await world.ask(account, asked), await world.ask(account, asked)];
      same(
        'The answers to it, completed, and again',
        answers.map(({ status, headers }) => [status, headers.get('Idempotent-Replayed')]),
        [
          [200, null],
          [200, 'true'],
        ],
      );
      await unchanged(world, account, 2);
    },
  },
  {
    name: 'chunks/removed',
    about: '[G31]',
    run: async (world) => {
      const account = await world.account();
      const { list, pieces, entry } = valueInChunks();
      await put(world, account, list, ...pieces);
      await saved(world, account, entry);
      await world.ask(account, removal(account));
      same('The chunks', await chunksIn(world, account, [list, ...pieces]), []);
    },
  },
  {
    name: 'chunks/foreign',
    about: '[G35]',
    run: async (world) => {
      const [mine, other] = [await world.account(), await world.account()];
      const secret = chunk();
      await put(world, other, secret);
      refused(await world.ask(mine, keeping(other, [chunk()])), 403, 'foreign-account');
      const path = `${chunksPath(other.id)}?ids=${secret.id}`;
      refused(await world.ask(mine, { method: 'GET', path }), 403, 'foreign-account');
    },
  },
];

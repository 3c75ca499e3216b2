import { BATCH_ITEMS, BATCH_PATH, type BatchAnswerItem, CBOR } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import {
  batch,
  batched,
  clockAt,
  deltaAnswerIn,
  entry,
  item,
  page,
  part,
  refused,
  refusedItem,
  removal,
  save,
  tombstone,
} from '../world/asks.ts';
import { hex, randomBytes, randomName } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';
import type { Asked } from '../world/world.ts';

const about = 'Batches';

const statuses = (answers: readonly BatchAnswerItem[]) => answers.map((answer) => answer?.[0] ?? null);

/** Requests of every kind, one after the other on one account; keys are the same for whoever asks. */
async function history(account: Account): Promise<Asked[]> {
  const { asked: putPart } = await part(account, Uint8Array.of(1, 2, 3), 'equal-part');
  const first = save(account, [entry('a', clockAt(5), 5), entry('b', clockAt(5), 5)], 'equal-first');
  return [
    first,
    save(account, [entry('a', clockAt(4), 4), entry('c', clockAt(1), 1)], 'equal-loser'),
    first,
    save(account, [entry('d', clockAt(1), 1)], 'equal-first'),
    save(account, [entry('', clockAt(1), 1)], 'equal-broken'),
    putPart,
    save(account, [tombstone('b', clockAt(6))], 'equal-deletion'),
    { ...first, media: 'text/plain', key: 'equal-media' },
    { ...first, path: '/v1/nothing', key: 'equal-nowhere' },
  ];
}

export const BATCH_CHECKS: readonly Check[] = [
  {
    name: 'batch/equivalence',
    about,
    run: async (world) => {
      const [alone, together] = [await world.account(), await world.account()];
      const expected: unknown[] = [];
      for (const asked of await history(alone)) {
        const { status, headers, body } = await world.ask(alone, asked);
        expected.push([status, headers.get('Idempotent-Replayed'), status < 300 ? hex(body) : null]);
      }
      const items = (await history(together)).map((asked) => item(asked, 0));
      const answers = await batched(world, together, items);
      const actual = answers.map((answer) => {
        const [status, headers, body] = answer ?? [0, {}, new Uint8Array()];
        return [status, new Headers(headers).get('Idempotent-Replayed'), status < 300 ? hex(body) : null];
      });
      same('What the items are answered', actual, expected);
      same('What is there', await page(world, together), await page(world, alone));
    },
  },
  {
    name: 'batch/lane-in-order',
    about,
    run: async (world) => {
      const account = await world.account();
      const lanes = [0, 1].flatMap((lane) => [
        item(save(account, [entry(`before-${lane}`, clockAt(1), 1)]), lane),
        item(removal(account), lane),
      ]);
      const after = item(save(account, [entry('after', clockAt(1), 1)]), 1);
      same('The statuses', statuses(await batched(world, account, [...lanes, after])), [200, 200, 200, 200, 200]);
      same('What is left', (await page(world, account)).entries, [entry('after', clockAt(1), 1)]);
    },
  },
  {
    name: 'batch/refusal-stops-nobody',
    about,
    run: async (world) => {
      const account = await world.account();
      const ahead = clockAt(world.now() + 3_600_000);
      const items = [
        item(save(account, [entry('a', clockAt(1), 1)]), 0),
        item(save(account, [entry('b', clockAt(1), 1), entry('c', ahead, 1)]), 0),
        item(save(account, [entry('d', clockAt(1), 1)]), 0),
        ['short', 0, 'PATCH', '/', {}, null],
        item({ ...save(account, []), path: '/v1/nothing' }, 0),
        item({ method: 'GET', path: save(account, []).path }, 0),
        item(save(account, [entry('e', clockAt(1), 1)]), 0),
      ];
      const answers = await batched(world, account, items);
      same('The statuses', statuses(answers), [200, 409, 200, 400, 404, 405, 200]);
      refusedItem(answers[1], 409, 'clock-ahead');
      refusedItem(answers[3], 400, 'invalid-body');
      same(
        'What is there',
        (await page(world, account)).entries.map(({ id }) => id),
        ['a', 'd', 'e'],
      );
    },
  },
  {
    name: 'batch/keys',
    about: '[G18]',
    run: async (world) => {
      const account = await world.account();
      const asked = save(account, [entry('a', clockAt(1), 1)]);
      const alone = await world.ask(account, asked);
      const answers = await batched(world, account, [item(asked), item(save(account, [entry('b', clockAt(1), 1)]))]);
      const [status, headers, body] = answers[0] ?? [0, {}, new Uint8Array()];
      same('What was answered before', [status, hex(body)], [200, hex(alone.body)]);
      same('Idempotent-Replayed', new Headers(headers).get('Idempotent-Replayed'), 'true');
      same('The cursor', (await page(world, account)).cursor, 2);
    },
  },
  {
    name: 'batch/again',
    about: '[G18]',
    run: async (world) => {
      const account = await world.account();
      const items = [1, 2, 3].map((index) => item(save(account, [entry(`e${index}`, clockAt(1), index)]), 0));
      const told = (answers: readonly BatchAnswerItem[]) => answers.map((answer) => answer && hex(answer[2]));
      const [first, again] = [await batched(world, account, items), await batched(world, account, items)];
      same('The answers to the same batch', told(again), told(first));
      const last = items[2];
      hold(last !== undefined && last[5] !== null, 'There is no third item.');
      const [key, , method, path, , body] = last;
      const alone = await world.ask(account, { method, path, key, media: CBOR, body });
      same('The answer to an item that is sent alone', deltaAnswerIn(alone), { from: 2, to: 3, winners: [] });
      same('The cursor', (await page(world, account)).cursor, 3);
    },
  },
  {
    name: 'batch/limits',
    about: 'Limits',
    run: async (world) => {
      const account = await world.account();
      const many = (count: number) =>
        Array.from({ length: count }, () => [randomName(), null, 'DELETE', '/v1/nothing', {}, null]);
      same('The items', (await batched(world, account, many(BATCH_ITEMS))).length, BATCH_ITEMS);
      for (const items of [many(BATCH_ITEMS + 1), []]) {
        refused(await world.ask(account, batch(items)), 400, 'invalid-body');
      }
    },
  },
  {
    name: 'batch/malformed',
    about,
    run: async (world) => {
      const account = await world.account();
      const asked: Asked = { ...batch([]), body: Uint8Array.of(0xa1, 0x68) };
      refused(await world.ask(account, asked), 400, 'malformed-body');
      refused(await world.ask(account, { ...asked, media: 'application/json' }), 415, 'unsupported-media-type');
      const bytes = randomBytes(5);
      const answers = await batched(world, account, [
        item({ method: 'PATCH', path: save(account, []).path, media: CBOR, body: bytes }),
        bytes,
        null,
      ]);
      hold(
        statuses(answers).every((status) => status === 400),
        `Broken items are answered ${statuses(answers)}, and should be 400.`,
      );
      refused(await world.ask(account, { method: 'GET', path: BATCH_PATH }), 405, 'method-not-allowed');
    },
  },
];

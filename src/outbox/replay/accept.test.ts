import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeliveryOptions } from '../delivery.ts';
import type { Accepted, TaskRules } from '../task/rules.ts';
import { answer } from '../testing/test-server.ts';
import { BATCH, ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const lane = { orderingKey: 'lane' };

describe('accept', () => {
  const accepting = (accept: NonNullable<TaskRules['accept']>, options: DeliveryOptions = {}) =>
    world.restartWith({ accept }, options);
  /** Longer than what a task keeps of its answer, and no text. */
  const large = new Uint8Array(40_000).map((_, place) => place % 251);
  const answerLarge = () => new Response(large, { headers: { 'Content-Type': 'application/cbor' } });
  const accepted = () => vi.fn<NonNullable<TaskRules['accept']>>(async () => undefined);

  test('takes in the whole answer, before the task is settled', async () => {
    const states: unknown[] = [];
    const accept = accepted().mockImplementation(async ({ request }) => {
      states.push((await world.task('a'))?.status, await request.text());
    });
    accepting(accept);
    world.server.respond = answerLarge;
    await world.save('a');
    await world.replay();
    expect(accept.mock.calls).toMatchObject([[{ context: { of: 'a' }, body: large }]]);
    expect(states).toEqual(['processing', 'body of a']);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('[G18] takes in the answer to each item of a batch; one that throws spoils no other', async () => {
    const accept = accepted().mockImplementation(({ context }) => {
      if ((context as { of: string }).of === 'change-b') throw new Error('no room');
    });
    accepting(accept, { batch: BATCH });
    world.server.respond = answerLarge;
    await world.saveAll(['change-a', 'change-b', 'change-c']);
    await world.replay();
    expect(accept.mock.calls.map(([{ body }]) => body)).toEqual([large, large, large]);
    expect(await world.fates()).toEqual({
      'change-a': 'delivered',
      'change-b': 'waits for network',
      'change-c': 'delivered',
    });
  });

  test.each([400, 409, 503])('is not asked about a %i', async (status) => {
    const accept = accepted();
    accepting(accept);
    world.server.answerAll(status);
    await world.save('a');
    await world.replay();
    expect(accept).not.toHaveBeenCalled();
  });

  test('takes in the answer to what `resolve` sends', async () => {
    const accept = accepted();
    const resolve = () => new Request(`${ORIGIN}/merged`, { method: 'PUT', body: 'merged' });
    world.restartWith({ accept, resolve });
    world.server.respond = ({ path }) => (path === '/merged' ? answerLarge() : answer(409));
    await world.save('a');
    await world.replay();
    const [[first]] = accept.mock.calls as [[Accepted]];
    expect([accept.mock.calls.length, await first.request.text(), first.body]).toEqual([1, 'merged', large]);
  });

  test('[G3] that throws has the task sent again with the same key, and is told', async () => {
    const cause = new Error('no room');
    const accept = accepted().mockRejectedValueOnce(cause);
    accepting(accept);
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'unfinished', tasks: 1 });
    expect([await world.fates(), await world.held()]).toEqual([{ a: 'waits for network' }, 1]);
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'accept', cause });
    await world.replay(true);
    expect([world.server.keys, accept.mock.calls.length]).toEqual([['a', 'a'], 2]);
    expect([await world.fates(), await world.held()]).toEqual([{ a: 'delivered' }, 0]);
  });

  test('that throws keeps those behind it in their order, and makes its server no silent one', async () => {
    const accept = accepted().mockRejectedValueOnce(new Error('no room'));
    accepting(accept, { limits: { silences: 1 } });
    await world.saveAll(['a', 'b'], lane);
    await world.save('elsewhere');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'waits for network', b: 'waits for turn', elsewhere: 'delivered' });
    await world.replay(true);
    expect(world.server.keys).toEqual(['a', 'elsewhere', 'a', 'b']);
  });

  test.each([
    ['alone', {}],
    ['in a batch', { batch: BATCH }],
  ])('that never ends counts as lost when the attempt’s time is up: %s', async (_, options) => {
    const isEndless = (context: unknown) => (context as { of: string }).of === 'change-a';
    accepting(({ context }) => (isEndless(context) ? new Promise(() => undefined) : undefined), {
      ...options,
      limits: { attempt: 1_000 },
    });
    await world.saveAll(['change-a', 'change-b']);
    const replay = world.replay();
    for (let turn = 0; turn < 50; turn += 1) await world.held();
    world.clock.advance(1_000);
    await replay;
    expect(await world.fates()).toEqual({ 'change-a': 'waits for network', 'change-b': 'delivered' });
  });

  test('[G3] killed between the answer and its end, it is asked again about the same answer', async () => {
    accepting(() => new Promise(() => undefined));
    await world.save('a');
    void world.replay();
    for (let turn = 0; turn < 50; turn += 1) await world.held();
    const accept = accepted();
    accepting(accept);
    world.server.respond = answerLarge;
    await world.replay();
    expect([world.server.keys, accept.mock.calls.length]).toEqual([['a', 'a'], 1]);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });
});

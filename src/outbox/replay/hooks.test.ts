import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { BeforeSend, DeliveryOptions } from '../delivery.ts';
import type { Accepted, TaskRules } from '../task/rules.ts';
import { answer } from '../testing/test-server.ts';
import { BATCH, ORIGIN, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const lane = { orderingKey: 'lane' };
const rules = (more: Partial<TaskRules>): TaskRules => ({ type: 'save', version: 1, ...more });

describe('beforeSend', () => {
  test('is asked about every task, as it waits', async () => {
    const beforeSend = vi.fn<BeforeSend>(() => 'send');
    world.restart({ beforeSend });
    await world.save('a');
    await world.replay();
    expect(beforeSend.mock.calls).toMatchObject([[{ id: 'a', status: 'pending', context: { of: 'a' } }]]);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('that holds keeps the task and those behind it, until it is asked at a later pass', async () => {
    let decision: 'hold' | 'send' = 'hold';
    world.restart({ beforeSend: ({ id }) => (id === 'a' ? decision : 'send') });
    await world.saveAll(['a', 'b'], lane);
    await world.save('elsewhere');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'waits for app', b: 'waits for turn', elsewhere: 'delivered' });
    expect(await world.row('a')).toMatchObject({ attempts: 0 });
    decision = 'send';
    await world.replay();
    expect(world.server.keys).toEqual(['elsewhere', 'a', 'b']);
  });

  test('that drops ends the task unsent, and those behind it go', async () => {
    world.restart({ beforeSend: ({ id }) => (id === 'a' ? 'drop' : 'send') });
    await world.saveAll(['a', 'b'], lane);
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'dropped', b: 'delivered' });
    expect([world.server.keys, await world.held()]).toEqual([['b'], 0]);
  });

  test('that throws holds, and is told', async () => {
    const cause = new Error('a mistake of the app');
    world.restart({ beforeSend: () => Promise.reject(cause) });
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'waits for app' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'beforeSend', cause });
  });

  test('that decides nothing holds, and is told', async () => {
    world.restart({ beforeSend: (() => undefined) as never });
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.fates()).toEqual({ a: 'waits for app' });
    expect(world.traced).toContainEqual(expect.objectContaining({ kind: 'hook-failed', hook: 'beforeSend' }));
  });

  test('that never answers holds when its time is up', async () => {
    world.restart({ beforeSend: () => new Promise(() => undefined), limits: { attempt: 1_000 } });
    await world.save('a');
    const replay = world.replay();
    for (let turn = 0; turn < 50; turn += 1) await world.held();
    world.clock.advance(1_000);
    await replay;
    expect(await world.fates()).toEqual({ a: 'waits for app' });
  });
});

describe('migrate', () => {
  const migrating = (migrate: NonNullable<TaskRules['migrate']>) => ({ tasks: [rules({ version: 2, migrate })] });

  test('gives the request of today for a task of an older version; its key stays', async () => {
    const migrate = vi.fn<NonNullable<TaskRules['migrate']>>(
      async ({ request }) => new Request(`${ORIGIN}/v2`, { method: 'PUT', body: `new ${await request.text()}` }),
    );
    await world.save('a');
    world.restart(migrating(migrate));
    await world.replay();
    expect(world.server.received).toMatchObject([{ key: 'a', method: 'PUT', path: '/v2', body: 'new body of a' }]);
    expect(migrate.mock.calls).toMatchObject([[{ version: 1, context: { of: 'a' } }]]);
  });

  test('is not asked about tasks of this version, and knows nothing of newer ones', async () => {
    const migrate = vi.fn<NonNullable<TaskRules['migrate']>>(({ request }) => request);
    await world.save('today', { version: 2 });
    await world.save('tomorrow', { version: 3 });
    world.restart(migrating(migrate));
    await world.replay();
    expect(await world.fates()).toEqual({ today: 'delivered', tomorrow: 'failed: unknown-version' });
    expect(migrate).not.toHaveBeenCalled();
  });

  test('that throws quarantines the task, and is told', async () => {
    const cause = new Error('cannot');
    await world.save('a');
    world.restart(
      migrating(() => {
        throw cause;
      }),
    );
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: unknown-version' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'migrate', cause });
  });
});

describe('a verdict of its own', () => {
  test.each([
    [404, 'delivered', 'delivered'],
    [200, 'refused', 'failed: refused'],
    [400, 'retry', 'waits for server'],
    [400, 'conflict', 'failed: conflict'],
  ] as const)('makes of a %i "%s"', async (status, kind, fate) => {
    world.restart({ tasks: [rules({ verdict: (given) => (given.status === status ? kind : undefined) })] });
    world.server.answerAll(status);
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: fate });
  });

  test('that says nothing leaves it to the table', async () => {
    world.restart({ tasks: [rules({ verdict: () => undefined })] });
    world.server.answerAll(400);
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: refused' });
  });

  test('that holds keeps the account', async () => {
    world.restart({ tasks: [rules({ verdict: () => 'hold' })] });
    world.server.answerAll(403);
    await world.save('a');
    await world.replay();
    expect(await world.controls()).toMatchObject({ held: ['me'] });
  });

  test('that throws leaves it to the table: the answer is known, and so is its meaning', async () => {
    const cause = new Error('a mistake of the app');
    const broken = () => {
      throw cause;
    };
    world.restart({ tasks: [rules({ verdict: broken })] });
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'verdict', cause });
  });
});

test.each([
  ['no word of the table', () => 'ok'],
  ['a promise', async () => 'refused'],
])('a verdict that is %s leaves it to the table, and is told', async (_, verdict) => {
  world.restart({ tasks: [rules({ verdict: verdict as never })] });
  await world.save('a');
  await world.replay();
  expect(await world.fates()).toEqual({ a: 'delivered' });
  expect(world.traced).toContainEqual(expect.objectContaining({ kind: 'hook-failed', hook: 'verdict' }));
});

describe('accept', () => {
  const accepting = (accept: NonNullable<TaskRules['accept']>, options: DeliveryOptions = {}) =>
    world.restart({ tasks: [rules({ accept })], ...options });
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
    world.restart({ tasks: [rules({ accept, resolve })] });
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

describe('resolve', () => {
  const resolving = (resolve: NonNullable<TaskRules['resolve']>) => world.restart({ tasks: [rules({ resolve })] });

  beforeEach(() => {
    world.server.respond = ({ path }) =>
      path === '/merged' ? answer(204) : Response.json({ theirs: 1 }, { status: 409 });
  });

  test('sends the request that takes the other one’s place, under a key of its own', async () => {
    resolving(async ({ request, answer: { body } }) => {
      return new Request(`${ORIGIN}/merged`, { method: 'PUT', body: `${await request.text()} and ${body}` });
    });
    await world.save('a');
    await world.replay();
    expect(world.server.received).toMatchObject([
      { key: 'a', path: '/a' },
      { key: 'a-resolved', path: '/merged', method: 'PUT', body: 'body of a and {"theirs":1}' },
    ]);
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('may let the server’s state stand', async () => {
    resolving(() => 'keep-theirs');
    await world.save('a');
    await world.replay();
    expect(await world.task('a')).toMatchObject({ outcome: { kind: 'conceded', answer: { status: 409 } } });
    expect(await world.held()).toBe(0);
  });

  test('may leave it to the person', async () => {
    resolving(() => 'ask');
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
  });

  test('that throws leaves it to the person, and is told', async () => {
    const cause = new Error('cannot merge');
    resolving(() => Promise.reject(cause));
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'resolve', cause });
  });

  test('is asked once an attempt: a second conflict is the person’s', async () => {
    const resolve = vi.fn(() => new Request(`${ORIGIN}/again`, { method: 'PUT', body: 'x' }));
    resolving(resolve);
    await world.save('a');
    await world.replay();
    expect([resolve.mock.calls.length, world.server.keys]).toEqual([1, ['a', 'a-resolved']]);
    expect(await world.fates()).toEqual({ a: 'failed: conflict' });
  });
});

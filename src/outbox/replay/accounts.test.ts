import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Authorize } from '../delivery.ts';
import { answer, type Received } from '../testing/test-server.ts';
import { BATCH, TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const withToken = (request: Request, token: string) => {
  const headers = new Headers(request.headers);
  headers.set('Authorization', token);
  return new Request(request, { headers });
};
const onlyWith = (token: string) => (request: Received) =>
  answer(request.headers.get('Authorization') === token ? 204 : 401);

describe('a 401', () => {
  beforeEach(() => world.server.answerAll(401));

  test('spends no retry, and holds the account until it is signed in', async () => {
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.task('a')).toMatchObject({ status: 'pending', retryCount: 0 });
    expect(await world.controls()).toMatchObject({ held: ['me'] });
    world.server.answerAll(204);
    await world.replay(true);
    await world.signIn('somebody else');
    await world.replay();
    expect(world.server.keys).toEqual(['a']);
    await world.signIn('me');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('keeps new tasks of the account too, unsent', async () => {
    await world.save('a');
    await world.replay();
    await world.save('b', { orderingKey: 'another lane' });
    expect(await world.replay(true)).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual(['a']);
  });

  test('holds up no other account', async () => {
    await world.save('a', { account: 'me', orderingKey: 'lane' });
    await world.save('b', { account: 'me', orderingKey: 'lane' });
    await world.save('c', { account: 'you', orderingKey: 'lane' });
    world.server.answerOnly({ '/a': 401 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect([...world.server.keys].sort()).toEqual(['a', 'c']);
  });

  describe.each([
    ['alone', {}],
    ['in a batch', { batch: BATCH }],
  ])('of an attempt that began before the account was signed in: %s', (_, options) => {
    const bothDelivered = { 'task-no-1': 'delivered', 'task-no-2': 'delivered' };
    beforeEach(async () => {
      world.restart(options);
      await world.saveAll(['task-no-1', 'task-no-2']);
    });

    test('holds nothing', async () => {
      world.server.respond = async () => {
        await world.signIn('me');
        return answer(401);
      };
      await world.replay();
      expect(await world.controls()).toMatchObject({ held: [] });
      world.server.answerAll(204);
      await world.replay();
      expect(await world.fates()).toEqual(bothDelivered);
    });

    test('holds nothing either when it is signed in between the answer and the transaction that writes it', async () => {
      const { ledger } = world.stores;
      const change: typeof ledger.change = async (edit) => {
        if (world.server.received.length > 0 && (await world.controls()).signedIn.me === undefined) {
          await world.signIn('me');
        }
        return await ledger.change(edit);
      };
      await world.anotherReplayer(options, { ledger: { ...ledger, change } }).replay({ networkIsBack: false });
      expect(await world.controls()).toMatchObject({ held: [] });
    });

    test('holds it when the next attempt meets a 401 too', async () => {
      world.server.respond = async () => {
        if (world.server.keys.length < 3) await world.signIn('me');
        world.clock.advance(1);
        return answer(401);
      };
      await world.replay();
      await world.replay();
      expect(await world.controls()).toMatchObject({ held: ['me'] });
    });
  });

  test('beside an act that signs nobody in holds the account, and spends no retry', async () => {
    await world.save('a');
    world.server.respond = async () => {
      await world.purge(() => false);
      return answer(401);
    };
    await world.replay();
    expect(await world.task('a')).toMatchObject({ retryCount: 0 });
    expect(await world.controls()).toMatchObject({ held: ['me'] });
  });

  test('holds it whatever a clock said that has been corrected since', async () => {
    world.clock.advance(1_000_000);
    await world.signIn('me');
    world.clock.set(1_000_000);
    await world.save('a');
    await world.replay();
    expect(await world.controls()).toMatchObject({ held: ['me'] });
  });

  test('is forgotten by a restart of nothing: the account stays held', async () => {
    await world.save('a');
    await world.replay();
    world.restart();
    await world.replay(true);
    expect(world.server.keys).toEqual(['a']);
  });
});

describe('an account that was signed out', () => {
  test('keeps its tasks until it is signed in', async () => {
    await world.save('a');
    await world.signOut('me');
    expect(await world.replay(true)).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual([]);
    await world.signIn('me');
    await world.replay();
    expect(world.server.keys).toEqual(['a']);
  });

  test('stops between two tasks of a lane that is sending', async () => {
    await world.saveAll(['a', 'b'], { orderingKey: 'lane' });
    world.server.respond = async () => {
      await world.signOut('me');
      return answer(204);
    };
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered', b: 'waits for turn' });
  });
});

describe('authorize', () => {
  test('adds what proves whose the request is, when it is sent', async () => {
    const authorize = vi.fn<Authorize>((request, { account }) => withToken(request, `token of ${account}`));
    world.restart({ authorize });
    await world.save('a');
    await world.replay();
    expect(world.server.received[0]?.headers.get('Authorization')).toBe('token of me');
    expect(world.server.received[0]).toMatchObject({ key: 'a', body: 'body of a' });
    expect(authorize.mock.calls.map(([, whose]) => whose)).toEqual([{ account: 'me', renew: false }]);
  });

  test('sees the idempotency key, and cannot lose it', async () => {
    const authorize = vi.fn<Authorize>(({ url }) => new Request(url, { method: 'POST', body: 'signed' }));
    world.restart({ authorize });
    await world.save('a');
    await world.replay();
    expect(authorize.mock.calls[0]?.[0].headers.get('Idempotency-Key')).toBe('a');
    expect(world.server.received).toMatchObject([{ key: 'a', body: 'signed' }]);
  });

  test('is asked to renew once after a 401, and the attempt goes on', async () => {
    const authorize = vi.fn<Authorize>((request, { renew }) => withToken(request, renew ? 'new' : 'old'));
    world.restart({ authorize });
    world.server.respond = onlyWith('new');
    await world.save('a');
    await world.replay();
    expect(await world.task('a')).toMatchObject({ status: 'completed', retryCount: 0 });
    expect(world.server.received.map(({ key, body }) => [key, body])).toEqual([
      ['a', 'body of a'],
      ['a', 'body of a'],
    ]);
  });

  test('that renews in vain holds the account', async () => {
    world.restart({ authorize: (request) => withToken(request, 'old') });
    world.server.respond = onlyWith('new');
    await world.save('a');
    await world.replay();
    expect(world.server.keys).toEqual(['a', 'a']);
    expect(await world.controls()).toMatchObject({ held: ['me'] });
  });

  test('that has nothing to give holds the account, and nothing is sent', async () => {
    world.restart({ authorize: () => undefined });
    await world.saveAll(['a', 'b']);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect([world.server.keys, (await world.controls()).held]).toEqual([[], ['me']]);
  });

  test('that has nothing to give has not heard the origin, which stays silent', async () => {
    await world.saveAll(['a', 'b', 'c']);
    world.server.beSilent();
    await world.replay();
    const { silent } = await world.controls();
    expect(Object.keys(silent)).toHaveLength(1);
    world.restart({ authorize: () => undefined });
    world.clock.advance(10_000);
    await world.replay();
    expect((await world.controls()).silent).toEqual(silent);
  });

  test('that gives null has nothing to give either', async () => {
    world.restart({ authorize: (() => null) as never });
    await world.save('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.controls()).toMatchObject({ held: ['me'] });
  });

  test('that throws counts as no answer, and is told', async () => {
    const cause = new Error('no token');
    world.restart({ authorize: () => Promise.reject(cause) });
    await world.save('a');
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'waits for network' });
    expect(world.traced).toContainEqual({ kind: 'hook-failed', hook: 'authorize', cause });
  });

  test('that never answers takes no longer than an attempt may', async () => {
    world.restart({ authorize: () => new Promise(() => undefined), limits: { attempt: 1_000 } });
    await world.save('a');
    const replay = world.replay();
    await expect.poll(() => world.fates()).toEqual({ a: 'on its way' });
    world.clock.advance(1_000);
    await replay;
    expect(await world.fates()).toEqual({ a: 'waits for network' });
    expect(world.server.keys).toEqual([]);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { answer } from '../testing/test-server.ts';
import { TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const profile = { orderingKey: 'profile', replaces: 'profile' };

describe('a task that replaces another one', () => {
  test('takes its place: the other one is never sent, and its entry goes', async () => {
    await world.saveAll(['old', 'new'], profile);
    await world.replay();
    expect(world.server.keys).toEqual(['new']);
    expect(await world.task('old')).toMatchObject({ outcome: { kind: 'superseded', by: 'new' } });
    expect(await world.held()).toBe(0);
  });

  test('leaves one of another account alone, and one with another key', async () => {
    await world.save('yours', { ...profile, account: 'you' });
    await world.save('other', { ...profile, replaces: 'avatar' });
    await world.save('mine', profile);
    expect(await world.fates()).toEqual({ yours: 'waits for turn', other: 'waits for turn', mine: 'waits for turn' });
  });

  test('leaves one alone that is on its way', async () => {
    await world.save('old', profile);
    world.server.respond = async ({ path }) => {
      if (path === '/old') await world.save('new', profile);
      return answer(204);
    };
    await world.replay();
    await world.replay();
    expect(world.server.keys).toEqual(['old', 'new']);
  });

  test('leaves a newer one alone, which a faster tab has listed before', async () => {
    await world.save('newer', { ...profile, createdAt: 9_000_000 });
    await world.save('older', profile);
    expect(await world.fates()).toEqual({ newer: 'waits for turn', older: 'waits for turn' });
  });

  test('keeps to the Retry-After that the other one was given', async () => {
    await world.save('old', profile);
    world.server.answerAll(429, { 'Retry-After': '60' });
    await world.replay();
    await world.save('new', profile);
    await world.replay(true);
    expect(world.server.keys).toEqual(['old']);
    expect(await world.task('new')).toMatchObject({ retryCount: 1, wait: { for: 'server', status: 429 } });
    world.clock.advance(61_000);
    await world.replay();
    expect(world.server.keys).toEqual(['old', 'new']);
  });

  test('settles one that has failed', async () => {
    await world.save('old', profile);
    world.server.answerOnly({ '/old': 400 });
    await world.replay();
    await world.save('new', profile);
    await world.replay();
    expect(await world.fates()).toEqual({ old: 'superseded', new: 'delivered' });
    expect(await world.held()).toBe(0);
  });

  test('replaces all of many at once', async () => {
    const many = Array.from({ length: 10 }, (_, place) => `edit-${place}`);
    await world.saveAll(many, profile);
    await world.replay();
    expect(world.server.keys).toEqual(['edit-9']);
  });

  test('is listed no other way when it is found in the queue than when its page lists it', async () => {
    await world.store('old', profile);
    await world.store('new', profile);
    await world.replay();
    expect(world.server.keys).toEqual(['new']);
  });
});

describe('a task that was made by editing a failed one', () => {
  test('settles that one, whatever its kind replaces', async () => {
    await world.save('wrong');
    world.server.answerOnly({ '/wrong': 400 });
    await world.replay();
    await world.save('right', { insteadOf: 'wrong' });
    await world.replay();
    expect(await world.task('wrong')).toMatchObject({ outcome: { kind: 'superseded', by: 'right' } });
    expect([world.server.keys, await world.held()]).toEqual([['wrong', 'right'], 0]);
  });

  test('leaves one alone that has not failed', async () => {
    await world.save('waiting');
    await world.save('other', { insteadOf: 'waiting' });
    expect(await world.fates()).toEqual({ waiting: 'waits for turn', other: 'waits for turn' });
  });
});

describe('a task that undoes another one', () => {
  const create = { creates: 'message:1', orderingKey: 'messages' };
  const remove = { annihilates: 'message:1', orderingKey: 'messages' };

  test('meets it before either was sent: neither reaches the server', async () => {
    await world.save('create', create);
    await world.save('remove', remove);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.task('create')).toMatchObject({ outcome: { kind: 'annihilated', by: 'remove' } });
    expect(await world.task('remove')).toMatchObject({ outcome: { kind: 'moot', undid: 'create' } });
    expect([world.server.keys, await world.held()]).toEqual([[], 0]);
  });

  test('is sent when the other one has been tried: the server may have heard of it', async () => {
    await world.save('create', create);
    world.server.beSilent();
    await world.replay();
    await world.save('remove', remove);
    world.server.answerAll(204);
    await world.replay(true);
    expect(world.server.keys).toEqual(['create', 'create', 'remove']);
  });

  test('meets one that the app had no authorization to send', async () => {
    world.restart({ authorize: () => undefined });
    await world.save('create', create);
    await world.replay();
    await world.save('remove', remove);
    expect(await world.fates()).toEqual({ create: 'annihilated', remove: 'moot' });
  });

  test('meets one that the server has refused', async () => {
    await world.save('create', create);
    world.server.answerAll(400);
    await world.replay();
    await world.save('remove', remove);
    expect(await world.fates()).toEqual({ create: 'annihilated', remove: 'moot' });
  });

  test('is sent when the other one is on its way or delivered', async () => {
    await world.save('create', create);
    world.server.respond = async ({ path }) => {
      if (path === '/create') await world.save('remove', remove);
      return answer(204);
    };
    await world.replay();
    await world.replay();
    expect(world.server.keys).toEqual(['create', 'remove']);
  });

  test('leaves what another account has created', async () => {
    await world.save('create', { ...create, account: 'you' });
    await world.save('remove', remove);
    await world.replay();
    expect([...world.server.keys].sort()).toEqual(['create', 'remove']);
  });

  test('takes those with it that depend on what it undoes', async () => {
    await world.save('create', create);
    await world.save('edit', { dependsOn: ['create'] });
    await world.save('remove', { ...remove, dependsOn: ['create'] });
    await world.replay();
    expect(await world.fates()).toEqual({ create: 'annihilated', edit: 'annihilated', remove: 'moot' });
    expect([world.server.keys, await world.held()]).toEqual([[], 0]);
  });

  test('[G12] lets those go on that depend on it: what it was to undo is not there', async () => {
    await world.save('create', create);
    await world.save('before', { dependsOn: ['remove'] });
    await world.save('remove', remove);
    await world.save('after', { dependsOn: ['remove'] });
    await world.replay();
    expect([...world.server.keys].sort()).toEqual(['after', 'before']);
  });
});

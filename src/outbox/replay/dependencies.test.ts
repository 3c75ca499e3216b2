import { beforeEach, describe, expect, test } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

const on = (...dependsOn: string[]) => ({ dependsOn });
const profile = { orderingKey: 'profile', replaces: 'profile' };

describe('a task that depends on others', () => {
  test('is sent when all of them are delivered, in the same pass', async () => {
    await world.saveAll(['a', 'b']);
    await world.save('c', on('a', 'b'));
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys.at(-1)).toBe('c');
  });

  test('waits as long as one of them waits; others go', async () => {
    await world.save('a');
    await world.save('b', on('a'));
    await world.save('c');
    world.server.answerOnly({ '/a': 503 });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'waits for server', b: 'waits for turn', c: 'delivered' });
  });

  test('holds up its lane, since nothing there may overtake it', async () => {
    await world.save('a');
    await world.save('b', { ...on('a'), orderingKey: 'lane' });
    await world.save('c', { orderingKey: 'lane' });
    world.server.answerOnly({ '/a': 503 });
    await world.replay();
    expect(world.server.keys).toEqual(['a']);
  });

  test('goes on when what it depends on is not listed any more', async () => {
    await world.save('a', on('delivered-long-ago'));
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'delivered' });
  });

  test('fails with the one that it depends on, says which, and takes those with it that depend on it', async () => {
    await world.save('a');
    await world.save('b', on('a'));
    await world.save('c', on('b'));
    world.server.answerAll(400);
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(await world.task('b')).toMatchObject({
      status: 'failed',
      error: {
        code: 'dependency-failed',
        dependency: 'a',
        message: 'A dependency was not delivered.',
      },
    });
    expect(await world.task('c')).toMatchObject({ error: { dependency: 'b' } });
    expect(world.server.keys).toEqual(['a']);
  });

  test('fails at once when it is stored after the one that it depends on has failed', async () => {
    await world.save('a');
    world.server.answerAll(400);
    await world.replay();
    await world.save('b', on('a'));
    expect(await world.fates()).toMatchObject({ b: 'failed: dependency-failed' });
  });

  test('is revived by the retry of the one that it depends on, with all that failed through it', async () => {
    await world.save('a');
    await world.save('b', on('a'));
    await world.save('c', on('b'));
    world.server.answerOnly({ '/a': 400 });
    await world.replay();
    world.server.answerAll(204);
    await world.retry('a');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual(['a', 'a', 'b', 'c']);
  });

  test('is not revived when it failed by itself', async () => {
    await world.save('a');
    await world.save('b');
    world.server.answerAll(400);
    await world.replay();
    await world.save('c', on('a'));
    await world.retry('a');
    expect(await world.fates()).toMatchObject({ b: 'failed: refused', c: 'waits for turn' });
  });

  test('fails when the one that it depends on is cancelled or dropped', async () => {
    await world.save('a');
    await world.save('b', on('a'));
    await world.cancel('a');
    expect(await world.task('b')).toMatchObject({
      error: { code: 'dependency-failed', message: 'A dependency was not delivered.' },
    });
    await world.save('c');
    await world.save('d', on('c'));
    world.restart({ beforeSend: () => 'drop' });
    await world.replay();
    expect(await world.fates()).toMatchObject({ c: 'dropped', d: 'failed: dependency-failed' });
  });

  test('goes on when the server’s state was let stand for the one that it depends on', async () => {
    world.restart({ tasks: [{ type: 'save', version: 1, resolve: () => 'keep-theirs' }] });
    await world.save('a');
    await world.save('b', on('a'));
    world.server.answerOnly({ '/a': 409 });
    await world.replay();
    expect(await world.fates()).toEqual({ a: 'conceded', b: 'delivered' });
  });

  test('that is retried takes along the one that has failed: alone it would wait for ever', async () => {
    await world.save('a');
    await world.save('b', on('a'));
    world.server.answerAll(400);
    await world.replay();
    world.server.answerAll(204);
    await world.retry('b');
    expect(await world.replay()).toEqual({ kind: 'drained' });
    expect(world.server.keys).toEqual(['a', 'a', 'b']);
  });
});

describe('a task that others wait for', () => {
  beforeEach(async () => {
    await world.save('old', profile);
    await world.save('dependent', on('old'));
  });

  test('is not replaced: its successor, which comes later, would hold them up', async () => {
    await world.save('new', profile);
    await world.replay();
    expect(await world.fates()).toEqual({ old: 'delivered', dependent: 'delivered', new: 'delivered' });
    expect(world.server.keys.indexOf('old')).toBeLessThan(world.server.keys.indexOf('dependent'));
    expect(world.server.keys.indexOf('old')).toBeLessThan(world.server.keys.indexOf('new'));
  });

  test('is replaced once it has failed, and they wait for its successor', async () => {
    world.server.answerOnly({ '/old': 400 });
    await world.replay();
    await world.save('new', profile);
    expect(await world.fates()).toEqual({ old: 'superseded', dependent: 'waits for turn', new: 'waits for turn' });
    world.server.answerAll(204);
    await world.replay();
    expect(await world.fates()).toMatchObject({ new: 'delivered', dependent: 'delivered' });
    expect(world.server.keys).toEqual(['old', 'new', 'dependent']);
  });
});

describe('no pass is asked for in vain', () => {
  test('by a task that depends on one of an account that is signed out', async () => {
    await world.save('a', { account: 'you' });
    await world.save('b', on('a'));
    await world.signOut('you');
    expect(await world.replay()).toEqual({ kind: 'drained' });
  });

  test('by a task that depends on one that the app holds', async () => {
    world.restart({ beforeSend: ({ id }) => (id === 'a' ? 'hold' : 'send') });
    await world.save('a');
    await world.save('b', on('a'));
    expect(await world.replay()).toEqual({ kind: 'drained' });
  });

  test('by a task that depends on one behind a failed task that blocks its lane', async () => {
    await world.save('first', { orderingKey: 'lane', blocksLane: true });
    await world.save('a', { orderingKey: 'lane' });
    await world.save('b', on('a'));
    world.server.answerOnly({ '/first': 400 });
    expect(await world.replay()).toEqual({ kind: 'drained' });
  });
});

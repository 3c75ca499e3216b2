import { expect, test } from 'vitest';
import { turnsByCollection } from './turns.ts';

/** Work that goes on until it is told to end. */
function work(name: string, log: string[]) {
  const { promise, resolve, reject } = promiseWithEnds();
  const run = async () => {
    log.push(`${name} begins`);
    await promise;
    log.push(`${name} ends`);
  };
  return { run, end: resolve, fail: () => reject(new Error(name)) };
}

function promiseWithEnds() {
  let ends: { resolve: () => void; reject: (cause: Error) => void } | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    ends = { resolve, reject };
  });
  return { promise, ...ends! };
}

test('a save begins at once, however many uploads of other collections are under way', () => {
  const turns = turnsByCollection();
  const log: string[] = [];
  for (const space of ['space:1', 'space:2']) void turns.run(space, work(space, log).run);
  void turns.run('profile', work('profile', log).run);
  expect(log).toEqual(['space:1 begins', 'space:2 begins', 'profile begins']);
});

test('work of one collection is done in the order of the calls', async () => {
  const turns = turnsByCollection();
  const log: string[] = [];
  const [first, second] = [work('first', log), work('second', log)];
  void turns.run('profile', first.run);
  const done = turns.run('profile', second.run);
  second.end();
  first.end();
  await done;
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a failure reaches its own caller and holds up nobody', async () => {
  const turns = turnsByCollection();
  const broken = work('broken', []);
  const failing = turns.run('profile', broken.run);
  const after = turns.run('profile', async () => 'done');
  broken.fail();
  await expect(failing).rejects.toThrow('broken');
  expect(await after).toBe('done');
});

test('is quiet only when everything is done, also what was begun meanwhile', async () => {
  const turns = turnsByCollection();
  const log: string[] = [];
  const [first, second] = [work('first', log), work('second', log)];
  void turns.run('profile', first.run);
  const quiet = turns.quiet().then(() => log.push('quiet'));
  void turns.run('profile', second.run);
  first.end();
  second.end();
  await quiet;
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'quiet']);
});

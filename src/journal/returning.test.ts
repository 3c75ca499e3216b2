import { beforeEach, describe, expect, test } from 'vitest';
import { clockAt } from './testing/clocks.ts';
import { type ModelServer, merged, pullFrom, push, send, take } from './testing/model-server.ts';
import { oneDevice, only } from './testing/one-device.ts';
import type { TestJournal } from './testing/test-journal.ts';

let mine: TestJournal;
let away: TestJournal;
let server: ModelServer;

/** Two devices that have read the same; then one of them goes away. */
beforeEach(async () => {
  const world = await oneDevice();
  ({ mine, server } = world);
  away = await world.another();
  for (const key of ['kept', 'deleted', 'edited']) await save(mine, key, 'before');
  await sync(mine);
  await sync(away);
});

async function save({ journal, time }: TestJournal, key: string, value: string): Promise<void> {
  time.now += 1_000;
  await journal.collection('profile').set(key, value);
}

async function remove({ journal, time }: TestJournal, key: string): Promise<void> {
  time.now += 1_000;
  await journal.collection('profile').delete(key);
}

async function sync({ journal }: TestJournal): Promise<void> {
  await push(journal, server);
  await pullFrom(journal, server);
}

async function contentsOf({ journal }: TestJournal): Promise<ReadonlyMap<string, unknown>> {
  return await journal.collection('profile').list();
}

/** What is deleted is pruned, and what was saved since stays. */
async function deleteAndPrune(...keys: string[]): Promise<void> {
  for (const key of keys) await remove(mine, key);
  await sync(mine);
  server.prune(server.cursor);
  await save(mine, 'new', 'after');
  await sync(mine);
}

describe('a device that was away while deletions were pruned', () => {
  test('[G57] reads everything again: what was deleted goes here and is offered back, what is kept stays, and it is told', async () => {
    await deleteAndPrune('deleted');
    away.time.now += 1_000;
    await pullFrom(away.journal, server);
    expect(await contentsOf(away)).toEqual(await contentsOf(mine));
    expect((await contentsOf(away)).has('deleted')).toBe(false);
    expect(await away.journal.history()).toMatchObject({
      standing: { kind: 'trusted' },
      isRereading: false,
      returnedAt: away.time.now,
    });
    expect(await away.journal.losers()).toMatchObject([{ key: 'deleted', mine: 'before', theirs: undefined }]);
  });

  test('[G57] sends nothing before it has read everything', async () => {
    await save(away, 'edited', 'meanwhile');
    await deleteAndPrune('deleted');
    await away.journal.readAgain();
    expect(await away.journal.delta(['profile'])).toEqual([]);
    await pullFrom(away.journal, server);
    expect(await away.journal.delta(['profile'])).toHaveLength(1);
  });

  test('[G56] an edit that is older than the deletion is refused and offered back; it brings nothing back', async () => {
    await save(away, 'deleted', 'meanwhile');
    const stored = await only(away.journal, 'profile');
    await deleteAndPrune('deleted');
    expect(send(stored, server)).toEqual({ kind: 'tombstones-pruned' });
    await away.journal.readAgain();
    await pullFrom(away.journal, server);
    expect(await contentsOf(away)).toEqual(await contentsOf(mine));
    expect(await away.journal.dirty()).toEqual([]);
    const [loser, ...more] = await away.journal.losers();
    expect(more).toEqual([]);
    expect(loser).toMatchObject({ key: 'deleted', mine: 'meanwhile', theirs: undefined });

    away.time.now += 10_000;
    await away.journal.keepMine(loser!);
    await sync(away);
    await sync(mine);
    expect((await contentsOf(mine)).get('deleted')).toBe('meanwhile');
  });

  test('[G57] an edit that is newer than the deletion is sent', async () => {
    await deleteAndPrune('deleted');
    await save(away, 'deleted', 'later');
    await pullFrom(away.journal, server);
    await sync(away);
    await sync(mine);
    for (const device of [mine, away]) expect((await contentsOf(device)).get('deleted')).toBe('later');
  });

  test('[G57] an edit that is older than some pruned deletion, of what is still there, is taken: no new head is in its way', async () => {
    await save(away, 'kept', 'meanwhile');
    await deleteAndPrune('deleted');
    for (let round = 0; round < 2; round += 1) await sync(away);
    expect(await away.journal.dirty()).toEqual([]);
    await sync(mine);
    for (const device of [mine, away]) expect((await contentsOf(device)).get('kept')).toBe('meanwhile');
  });

  test('[G57] goes on when it is cut off in the middle', async () => {
    for (const key of ['more', 'and more', 'and yet more']) await save(mine, key, key);
    await deleteAndPrune('deleted');
    let pages = 0;
    const cutOff = async (request: Request) => {
      pages += 1;
      if (pages === 3) throw new TypeError('Failed to fetch');
      return await server.fetch(request);
    };
    await expect(away.journal.pull({ fetch: cutOff, origin: 'http://server.test' })).rejects.toThrow('Failed to fetch');
    expect(await away.journal.history()).toMatchObject({ isRereading: true, returnedAt: undefined });
    expect((await contentsOf(away)).get('deleted')).toBe('before');
    const asked: string[] = [];
    const counted = async (request: Request) => {
      asked.push(new URL(request.url).searchParams.get('since') ?? '');
      return await server.fetch(request);
    };
    await away.journal.pull({ fetch: counted, origin: 'http://server.test' });
    expect(asked).not.toContain('0');
    expect(await contentsOf(away)).toEqual(await contentsOf(mine));
    expect(await away.journal.history()).toMatchObject({ standing: { kind: 'trusted' }, isRereading: false });
  });

  test('[G57] keeps what was acknowledged while it read', async () => {
    await deleteAndPrune('deleted');
    await save(away, 'edited', 'in between');
    const delta = await only(away.journal, 'profile');
    let isSent = false;
    const fetch = async (request: Request) => {
      const answer = await server.fetch(request);
      if (answer.ok && !isSent) {
        isSent = true;
        await take(away.journal, delta, merged(send(delta, server)));
      }
      return answer;
    };
    await away.journal.pull({ fetch, origin: 'http://server.test' });
    await sync(mine);
    for (const device of [mine, away]) expect((await contentsOf(device)).get('edited')).toBe('in between');
  });

  test('[G53] removes nothing for a server that hides what it cannot have pruned', async () => {
    await deleteAndPrune('deleted');
    await save(mine, 'edited', 'after the deletion');
    await sync(mine);
    const [id] = [...server.held].find(([, { cursor }]) => cursor === server.cursor - 1) ?? [];
    const before = await contentsOf(mine);
    server.held.delete(id!);
    await mine.journal.readAgain();
    await pullFrom(mine.journal, server);
    expect(await contentsOf(mine)).toEqual(before);
    expect((await mine.journal.history()).standing).toMatchObject({ kind: 'doubted', reason: 'hides-changes' });
  });

  test('[G53] a server that lies about pruning takes nothing away unsaid', async () => {
    const before = await contentsOf(mine);
    const own = (await mine.journal.head())?.clock;
    for (const [id, { entry }] of server.held) if (entry.clock !== own) server.held.delete(id);
    server.prunedCursor = server.cursor + 1;
    server.prunedClock = clockAt(2 ** 47);
    await pullFrom(mine.journal, server);
    expect((await mine.journal.history()).standing).toMatchObject({ kind: 'doubted' });
    expect(await contentsOf(mine)).toEqual(before);
  });

  test('[G56] tombstones that the server has pruned go here, too, once they are 30 days old', async () => {
    await deleteAndPrune('deleted');
    const before = await mine.store.read(await mine.store.ids());
    expect(before.rows.filter((row) => row?.isTombstone)).toHaveLength(1);
    mine.time.now += 31 * 24 * 60 * 60_000;
    await remove(mine, 'kept');
    await sync(mine);
    server.prune(server.cursor);
    await save(mine, 'new', 'later');
    await sync(mine);
    const { prunedClock } = (await mine.store.state()).history;
    expect(prunedClock).toBe(server.prunedClock);
    const { rows } = await mine.store.read(await mine.store.ids());
    expect(rows.filter((row) => row?.isTombstone)).toHaveLength(1); // The young one.
  });
});

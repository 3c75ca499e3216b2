import { describe, expect, it } from 'vitest';
import { decodeDeltaAnswer, entriesPath, FIRST_EPOCH } from '../../src/protocol/index.ts';
import { signatures } from '../identity/signature/signatures.ts';
import type { Store } from '../store/store.ts';
import { over } from '../testing/failing-store.ts';
import { bytesOf, NOW, ORIGIN, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { DAY, openPruning } from '../testing/pruning-world.ts';
import { savingUnder } from '../testing/rotation-requests.ts';
import { ALICE, clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import { signAs } from '../testing/signed-requests.ts';

const value = (id: string, time = NOW) => valueEntry(id, time, 1);
const buried = (id: string, time = NOW - 1) => tombstone(id, time);

type World = Awaited<ReturnType<typeof openPruning>>;

/** `a` was made and deleted, `b` is there, both devices have read so far, and 31 days have passed. */
async function deletedLongAgo(pruning?: Parameters<typeof openPruning>[0]): Promise<World> {
  const world = await openPruning(pruning);
  await world.save(world.phone, value('a', NOW - 2), value('b'));
  await world.save(world.phone, buried('a'));
  for (const device of [world.phone, world.laptop]) await world.read(device, '?since=3');
  world.time.now += 31 * DAY;
  return world;
}

const idsIn = async ({ held }: World) => (await held()).map(({ id }) => id);
const historyIn = ({ store, account }: World) => store.history(account.id);

describe('a tombstone', () => {
  it('goes once every device has read it and it is old, at the next save', async () => {
    const world = await deletedLongAgo();
    expect(await idsIn(world)).toEqual(['b', 'a']);
    await world.save(world.phone, value('c'));
    expect(await idsIn(world)).toEqual(['b', 'c']);
    expect(await historyIn(world)).toMatchObject({ prunedCursor: 3, prunedClock: clockAt(NOW - 1) });
    expect((await world.read(world.laptop, '?since=3')).history).toEqual(await historyIn(world));
  });

  it('stays while it is young', async () => {
    const world = await deletedLongAgo();
    world.time.now -= 2 * DAY;
    await world.save(world.phone, value('c'));
    expect(await idsIn(world)).toEqual(['b', 'a', 'c']);
  });

  it('stays while a device has not read it, be it one that has read nothing yet', async () => {
    const world = await openPruning();
    await world.save(world.phone, buried('a'));
    world.time.now += 31 * DAY;
    await world.read(world.phone, '?since=1');
    await world.save(world.phone, value('b'));
    expect(await idsIn(world)).toEqual(['a', 'b']);
    await world.read(world.laptop, '?since=0');
    await world.save(world.phone, value('c'));
    expect(await idsIn(world)).toEqual(['a', 'b', 'c']);
    await world.read(world.laptop, '?since=3');
    await world.save(world.phone, value('d'));
    expect(await idsIn(world)).toEqual(['b', 'c', 'd']);
  });

  it('does not wait for a device that was revoked', async () => {
    const world = await openPruning();
    await world.save(world.phone, buried('a'));
    world.time.now += 31 * DAY;
    await world.read(world.phone, '?since=1');
    await world.revoke(world.laptop);
    await world.save(world.phone, value('b'));
    expect(await idsIn(world)).toEqual(['b']);
  });

  it('stays for good where nobody is known to have read it: with tokens', async () => {
    let now = NOW;
    const { handler, store } = await openHandler({ now: () => now, pruning: { every: 0 } });
    await handler(save('key-00001', buried('a')));
    now += 400 * DAY;
    await handler(save('key-00002', value('b')));
    expect(await store.findEntry(ALICE, 'a')).toEqual(buried('a'));
  });

  it('is looked for once a day, and the rest of many at the next save', async () => {
    const world = await deletedLongAgo({ tombstoneAge: 0 });
    const { phone, laptop, time } = world;
    await world.save(phone, value('c'));
    expect(await idsIn(world)).toEqual(['b', 'c']);
    const many = Array.from({ length: 1001 }, (_, index) => buried(`gone-${index}`, time.now - 1));
    for (const part of [many.slice(0, 1000), many.slice(1000)]) await world.save(phone, ...part);
    time.now += DAY - 1;
    for (const device of [phone, laptop]) await world.read(device, '?since=1005');
    await world.save(phone, value('d', time.now));
    expect(await world.held()).toHaveLength(1004);
    time.now += 1;
    const left: number[] = [];
    for (const id of ['e', 'f', 'g']) {
      await world.save(phone, value(id, time.now));
      left.push((await world.held()).length);
    }
    expect(left).toEqual([5, 5, 6]);
  });
});

describe('the newest change', () => {
  it('is where reading ends though it was a deletion that is not told any more, and nobody has to begin anew', async () => {
    const world = await openPruning();
    const { phone, laptop, store, account, time } = world;
    await world.save(phone, value('a'), value('b'));
    await world.save(phone, buried('b', NOW + 1));
    time.now += 31 * DAY;
    for (const device of [phone, laptop]) await world.read(device, '?since=3');
    const bounds = { until: 3, before: time.now, most: 10 };
    await store.transact(account.id, (transaction) => transaction.removeTombstones(bounds));
    expect(await world.read(laptop)).toMatchObject({ entries: [value('a')], cursor: 3, more: false });
    expect(await world.read(laptop, '?since=3')).toMatchObject({ entries: [], cursor: 3, more: false });
  });

  it('is no end for somebody from before, be there nothing else to tell', async () => {
    const world = await openPruning();
    const { phone, laptop, store, account } = world;
    await world.save(phone, buried('a'), buried('b'));
    const racing = over<Store>(store, {
      changes: async (name, bounds) => {
        await store.transact(account.id, (transaction) =>
          transaction.removeTombstones({ until: 2, before: NOW + 1, most: 10 }),
        );
        return await store.changes(name, bounds);
      },
    });
    const { handler } = await openHandler({ store: racing, authenticate: signatures({ store, now: () => NOW }) });
    const request = new Request(`${ORIGIN}${entriesPath(account.id)}?since=1`);
    const response = await handler(await signAs({ ...account, device: laptop }, request));
    expect(await problemIn(response)).toMatchObject({ status: 410, code: 'cursor-pruned', cursor: 2 });
  });
});

describe('[G56] a tombstone that was removed', () => {
  it('still keeps out what it has deleted, with all that comes with it', async () => {
    const world = await deletedLongAgo();
    await world.save(world.phone, value('c'));
    const before = await world.held();
    const refused = await world.save(world.laptop, value('d', world.time.now), value('a', NOW - 2));
    expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'tombstones-pruned' });
    expect(await world.held()).toEqual(before);
  });

  it('keeps it out in the very request at which it goes', async () => {
    const world = await deletedLongAgo();
    const refused = await world.save(world.laptop, value('a', NOW - 2));
    expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'tombstones-pruned' });
    expect(await idsIn(world)).toEqual(['b', 'a']);
  });

  it('keeps it out as well where it had won over it, when that is sent once more after it has gone', async () => {
    const world = await openPruning();
    const { laptop, phone } = world;
    await world.save(phone, buried('a'));
    const { account, handler } = world;
    const older = () => savingUnder({ ...account, device: laptop }, FIRST_EPOCH, 'key-older', value('a', NOW - 2));
    expect(decodeDeltaAnswer(await bytesOf(await handler(await older()))).winners).toEqual([buried('a')]);
    world.time.now += 91 * DAY;
    await world.read(phone, '?since=1');
    await world.save(phone, value('b'));
    expect(await idsIn(world)).toEqual(['b']);
    expect(await problemIn(await handler(await older()))).toMatchObject({ status: 409, code: 'tombstones-pruned' });
  });

  it('is as good as there: the same deletion again changes nothing, and is no loser', async () => {
    const world = await deletedLongAgo();
    await world.save(world.phone, value('c'));
    const response = await world.save(world.laptop, buried('a', NOW - 1), value('d', world.time.now));
    expect(decodeDeltaAnswer(await bytesOf(response))).toEqual({ from: 4, to: 5, winners: [] });
    expect(await idsIn(world)).toEqual(['b', 'c', 'd']);
  });

  it('hinders nothing that is newer, and nothing that is there', async () => {
    const world = await deletedLongAgo();
    await world.save(world.phone, value('c'));
    const older = decodeDeltaAnswer(await bytesOf(await world.save(world.laptop, value('b', NOW - 5))));
    expect(older.winners).toEqual([value('b')]);
    expect((await world.save(world.laptop, value('a', NOW))).status).toBe(200);
    expect(await idsIn(world)).toEqual(['b', 'c', 'a']);
  });

  it('is unknown to a history that begins anew', async () => {
    const world = await deletedLongAgo();
    await world.save(world.phone, value('c'));
    await world.store.transact(world.account.id, (transaction) => transaction.removeAll());
    expect((await world.save(world.laptop, value('a', NOW - 2))).status).toBe(200);
  });
});

describe('[G57] a device that was away', () => {
  /** The laptop has read nothing since the beginning; the phone goes on, and deletes. */
  async function away(): Promise<World> {
    const world = await openPruning();
    const { phone, laptop } = world;
    await world.save(phone, ...['a', 'b', 'c', 'd'].map((id) => value(id)));
    await world.read(laptop, '?since=2');
    world.time.now += 50 * DAY;
    await world.save(phone, buried('a', world.time.now), value('e', world.time.now));
    await world.read(phone, '?since=6');
    world.time.now += 40 * DAY - 1;
    await world.save(phone, value('f', world.time.now));
    return world;
  }

  it('is waited for for a time, and not longer', async () => {
    const world = await away();
    expect(await idsIn(world)).toContain('a');
    world.time.now += 1;
    await world.read(world.phone, '?since=7');
    await world.save(world.phone, value('g', world.time.now));
    expect(await idsIn(world)).toEqual(['b', 'c', 'd', 'e', 'f', 'g']);
    expect(await historyIn(world)).toMatchObject({ prunedCursor: 5 });
  });

  it('is told so when it returns, reads everything from the beginning, and is waited for again', async () => {
    const world = await away();
    const { laptop, phone } = world;
    world.time.now += 1;
    await world.save(phone, value('g', world.time.now));
    expect(await problemIn(await world.ask(laptop, '?since=2'))).toMatchObject({
      status: 410,
      code: 'cursor-pruned',
      cursor: 8,
    });
    expect(await problemIn(await world.ask(laptop, '?since=4&pruned=4'))).toMatchObject({ code: 'cursor-pruned' });
    const ids: string[] = [];
    for (let [since, pruned, more] = [0, '', true]; more; ) {
      const page = await world.read(laptop, `?since=${since}&limit=2${pruned}`);
      ids.push(...page.entries.map(({ id }) => id));
      pruned = `&pruned=${page.history?.prunedCursor}`;
      ({ cursor: since, more } = page);
    }
    expect(ids).toEqual(['b', 'c', 'd', 'e', 'f', 'g']);
    await world.save(phone, buried('b', world.time.now));
    await world.read(phone, '?since=9');
    world.time.now += 31 * DAY;
    await world.save(phone, value('h', world.time.now));
    expect(await idsIn(world)).toContain('b');
  });

  it('begins anew when more goes while it reads', async () => {
    const world = await away();
    const { laptop, phone } = world;
    world.time.now += 1;
    await world.save(phone, value('g', world.time.now), buried('b', world.time.now));
    const first = await world.read(laptop, '?since=0&limit=1');
    expect(first).toMatchObject({ cursor: 3, more: true, history: { prunedCursor: 5 } });
    world.time.now += 100 * DAY;
    await world.read(phone, '?since=9');
    await world.save(phone, value('h', world.time.now));
    expect(await historyIn(world)).toMatchObject({ prunedCursor: 9 });
    const next = await world.ask(laptop, '?since=3&pruned=5');
    expect(await problemIn(next)).toMatchObject({ status: 410, code: 'cursor-pruned', cursor: 10 });
  });
});

describe('that a device reads', () => {
  it('is noted with what it has, hourly, and told in the list of devices', async () => {
    const world = await openPruning({});
    const { account, laptop, phone, store, time } = world;
    const seen = async () => {
      await store.transact(account.id, async () => undefined);
      return (await store.findDevice(account.id, laptop.id))?.seen;
    };
    await world.save(phone, value('a'), value('b'));
    expect(await seen()).toBeUndefined();
    await world.read(laptop, '?since=1');
    expect(await seen()).toEqual({ cursor: 1, at: NOW });
    time.now += 60 * 60_000 - 1;
    await world.read(laptop, '?since=2');
    expect(await seen()).toEqual({ cursor: 1, at: NOW });
    time.now += 1;
    await world.read(laptop, '?since=2');
    expect(await seen()).toEqual({ cursor: 2, at: time.now });
    const { devices } = await world.listed();
    expect(new Map(devices.map(({ device, seenAt }) => [device, seenAt]))).toEqual(
      new Map([
        [phone.id, undefined],
        [laptop.id, time.now],
      ]),
    );
  });

  it('counts for nothing from a cursor that the server has not given', async () => {
    const world = await openPruning();
    await world.save(world.phone, value('a'));
    await world.read(world.laptop, '?since=2');
    await world.save(world.phone, value('b'));
    expect((await world.store.findDevice(world.account.id, world.laptop.id))?.seen).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { pullFrom, push, send } from '../testing/model-server.ts';
import { bioOf, only } from '../testing/one-device.ts';
import { resealAll } from '../testing/rotating.ts';
import { setBio, stateOf, twoDevices } from '../testing/two-rotating.ts';

describe('a server that is restored from before the keys were changed', () => {
  /** Two devices with the second epoch's keys, everything sealed under them, and the server of before. */
  async function restored() {
    const world = await twoDevices();
    const { account, server, mine, theirs } = world;
    const restore = account.backup();
    const former = account.phrase;
    await account.rotate(mine);
    await resealAll(mine.journal);
    await push(mine.journal, server);
    await (await theirs.journal.epochs()).take(account.phrase, account.ways);
    await pullFrom(theirs.journal, server);
    const words = account.phrase;
    account.time.now += 1_000;
    await setBio(mine, 'After');
    await push(mine.journal, server);
    restore();
    return { ...world, former, words };
  }

  test('is brought to the keys of now by any device that has them, and gets back what it had', async () => {
    const { account, server, mine, theirs, epochsAtServer } = await restored();
    await pullFrom(theirs.journal, server);
    expect(await stateOf(theirs)).toMatchObject({ keys: 'changing', sends: false });
    await (await theirs.journal.epochs()).check(account.ways);
    expect([account.epochs.epoch, (await stateOf(theirs)).keys]).toEqual([2, 'present']);
    for (const { journal } of [mine, theirs]) {
      await pullFrom(journal, server);
      await (await journal.epochs()).check(account.ways);
      await pullFrom(journal, server);
      await journal.trustServer();
      await push(journal, server);
      await pullFrom(journal, server);
    }
    await pullFrom(theirs.journal, server);
    expect([await bioOf(theirs), epochsAtServer()]).toEqual(['After', [2]]);
    expect(await mine.journal.broken()).toEqual([]);
  });

  test('refuses what is sent before that, which stays', async () => {
    const { account, server, mine } = await restored();
    account.time.now += 1_000;
    await setBio(mine, 'Later');
    const delta = await only(mine.journal, 'profile');
    expect(send(delta, server)).toMatchObject({ kind: 'epoch-superseded' });
    await (await mine.journal.epochs()).hear(1);
    expect(await stateOf(mine)).toMatchObject({ keys: 'changing', sends: false });
    await (await mine.journal.epochs()).check(account.ways);
    await mine.journal.trustServer();
    await push(mine.journal, server);
    expect([await mine.journal.dirty(), account.epochs.epoch]).toEqual([[], 2]);
  });

  test('and whose keys somebody with the former words has changed to others: the device needs those words, and seals again', async () => {
    const { account, server, mine, epochsAtServer } = await restored();
    const old = await account.device(); // It joins by the former words.
    await pullFrom(old.journal, server);
    await account.rotate(old);
    await resealAll(old.journal);
    await push(old.journal, server);
    await pullFrom(mine.journal, server);
    await (await mine.journal.epochs()).check(account.ways);
    expect(await stateOf(mine)).toMatchObject({ keys: 'changed', sends: false });
    await (await mine.journal.epochs()).take(account.phrase, account.ways);
    expect((await stateOf(mine)).keys).toBe('present');
    await pullFrom(mine.journal, server);
    await mine.journal.trustServer();
    await resealAll(mine.journal);
    await push(mine.journal, server);
    expect(await mine.journal.broken()).toEqual([]);
    await pullFrom(old.journal, server);
    expect([await bioOf(old), await old.journal.broken(), epochsAtServer()]).toEqual(['After', [], [2]]);
  });
});

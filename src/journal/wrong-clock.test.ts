import { beforeEach, describe, expect, test } from 'vitest';
import { decodeDelta, timeOf } from '../protocol/index.ts';
import { ModelServer, pullFrom, push, send } from './testing/model-server.ts';
import { corrupt, idOf, oneDevice, only, setBio } from './testing/one-device.ts';
import { type TestJournal, testJournal } from './testing/test-journal.ts';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;

let mine: TestJournal;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, server } = await oneDevice());
});

describe('a clock that is wrong', () => {
  test('[G33] is refused when it is too far ahead, and corrected in the order of the edits', async () => {
    mine.time.now += 3 * DAY;
    const realNow = mine.time.now - 3 * DAY;
    const strict = new ModelServer(() => realNow);
    await mine.journal.collection('profile').set('displayName', 'First');
    mine.time.now += MINUTE;
    await mine.journal.collection('profile').set('bio', 'Second');
    const before = decodeDelta((await only(mine.journal, 'profile')).body);
    expect(send(await only(mine.journal, 'profile'), strict)).toEqual({ kind: 'clock-ahead', now: realNow });
    expect(await mine.journal.cursor()).toBe(0);
    await mine.journal.correct(realNow);
    const after = decodeDelta((await only(mine.journal, 'profile')).body);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]!.clock < after[1]!.clock).toBe(true);
    expect(after.every(({ clock }) => timeOf(clock) <= realNow)).toBe(true);
    await push(mine.journal, strict);
    expect([await mine.journal.dirty(), strict.held.size]).toEqual([[], 2]);
    await mine.journal.collection('profile').set('bio', 'Third');
    expect(timeOf((await only(mine.journal, 'profile')).newest)).toBe(realNow);
  });

  test('[G33] that was set right before the refusal came is corrected all the same', async () => {
    const realNow = mine.time.now;
    mine.time.now += DAY;
    await mine.journal.collection('profile').set('bio', 'From tomorrow');
    mine.time.now = realNow;
    await push(mine.journal, server);
    expect(await mine.journal.dirty()).toEqual([]);
  });

  test('[G33] a device whose clock was set right stamps by it again after the next pull', async () => {
    const realNow = mine.time.now;
    const strict = new ModelServer(() => realNow);
    mine.time.now += DAY;
    await mine.journal.collection('profile').set('bio', 'x');
    await push(mine.journal, strict);
    mine.time.now = realNow;
    await pullFrom(mine.journal, strict);
    expect((await mine.store.state()).offset).toBe(0);
  });

  test.each([1e16, 2e14, -5e12, Number.NaN])('[G33] a server whose time is %s changes no clock', async (time) => {
    await setBio(mine, 'x');
    const before = (await only(mine.journal, 'profile')).newest;
    await mine.journal.correct(time);
    expect([(await only(mine.journal, 'profile')).newest, (await mine.store.state()).offset]).toEqual([before, 0]);
  });

  test('[G33] an entry that cannot be opened keeps no other from being corrected, nor its collection from being sent', async () => {
    mine.time.now += 3 * DAY;
    await mine.journal.collection('profile').set('displayName', 'good');
    await setBio(mine, 'bad');
    const id = await idOf(mine, 'profile', 'bio');
    await corrupt(mine, id);
    const reopened = await testJournal(mine);
    expect((await reopened.journal.dirty()).map(({ name }) => name)).toEqual(['profile']);
    await reopened.journal.correct(mine.time.now - 3 * DAY);
    const [good] = decodeDelta((await only(reopened.journal, 'profile')).body);
    expect(timeOf(good!.clock)).toBeLessThanOrEqual(mine.time.now - 3 * DAY);
  });
});

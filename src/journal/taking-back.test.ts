import { beforeEach, describe, expect, test } from 'vitest';
import { type ModelServer, merged, pullFrom, push, send, take } from './testing/model-server.ts';
import { bioOf, oneDevice, only, setBio } from './testing/one-device.ts';
import type { TestJournal } from './testing/test-journal.ts';

let mine: TestJournal;
let another: () => Promise<TestJournal>;
let server: ModelServer;

beforeEach(async () => {
  ({ mine, another, server } = await oneDevice());
});

describe('taking back', () => {
  test('a save leaves what the server has', async () => {
    const profile = mine.journal.collection('profile');
    await profile.set('displayName', 'Ada');
    await push(mine.journal, server);
    await mine.journal.batch([
      { collection: 'profile', key: 'displayName', value: 'Bob' },
      { collection: 'profile', key: 'bio', value: 'New' },
    ]);
    await mine.journal.revert(['profile']);
    expect([await profile.get('displayName'), await profile.get('bio'), await mine.journal.dirty()]).toEqual([
      'Ada',
      undefined,
      [],
    ]);
  });

  test('an edit leaves what was acknowledged while it was made', async () => {
    await setBio(mine, 'one');
    const flying = await only(mine.journal, 'profile');
    const reply = merged(send(flying, server));
    await setBio(mine, 'two');
    await take(mine.journal, flying, reply);
    await mine.journal.revert(['profile']);
    expect(await bioOf(mine)).toBe('one');
  });

  test('an edit leaves what was pulled while it was made', async () => {
    const theirs = await another();
    await setBio(theirs, 'theirs');
    await push(theirs.journal, server);
    await setBio(mine, 'mine');
    await pullFrom(mine.journal, server);
    await mine.journal.revert(['profile']);
    expect(await bioOf(mine)).toBe('theirs');
  });

  test('[G28] what is on its way: it is read again once the server has it', async () => {
    await setBio(mine, 'one');
    const flying = await only(mine.journal, 'profile');
    await mine.journal.revert(['profile']);
    const reply = merged(send(flying, server));
    await take(mine.journal, flying, reply);
    await pullFrom(mine.journal, server);
    expect(await bioOf(mine)).toBe('one');
  });
});

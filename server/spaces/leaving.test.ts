import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accountSpacesPath, memberPath } from '../../src/protocol/index.ts';
import { openSqliteStore, SQLITE_FILE } from '../store/sqlite-store.ts';
import { openHandler, problemIn } from '../testing/open-handler.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import {
  asAccount,
  done,
  foundAsked,
  inviteAsked,
  joinAsked,
  leaveAsked,
  makeSpace,
  membersOf,
  readAsked,
  sendAsked,
} from '../testing/space-requests.ts';
import { CAROL, DAVE, HOME, spaceNamed, WORK } from '../testing/space-samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';

async function rolesIn(handler: Parameters<typeof membersOf>[0], account: typeof ALICE) {
  return (await membersOf(handler, account)).map((member) => `${member.account.slice(8)} ${member.role}`);
}

describe('leaving a space', () => {
  it('answers 204, also to one who is no member, and where there is no space', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    const asked = [leaveAsked(BOB), leaveAsked(BOB), leaveAsked(BOB, WORK)];
    for (const each of asked) expect((await done(handler, BOB, each)).status).toBe(204);
    expect((await done(handler, CAROL, leaveAsked(CAROL))).status).toBe(204);
    expect(await rolesIn(handler, ALICE)).toEqual(['alice owner']);
  });

  it('leaves the one who has been there longest as owner, when no other owner is left', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler, [CAROL, DAVE, BOB]);
    await done(handler, CAROL, leaveAsked(CAROL));
    await done(handler, ALICE, inviteAsked({}, 'a-second-invite-for-carol'));
    await done(handler, CAROL, joinAsked(CAROL, 'a-second-invite-for-carol'));
    await done(handler, ALICE, leaveAsked(ALICE));
    expect(await rolesIn(handler, BOB)).toEqual(['dave owner', 'bob member', 'carol member']);
  });

  it('leaves nothing when the last one goes, and the name is taken for good', async () => {
    const { handler, store } = await openHandler();
    await makeSpace(handler);
    await done(handler, BOB, sendAsked('a'));
    for (const account of [ALICE, BOB]) await done(handler, account, leaveAsked(account));
    for (const account of [ALICE, BOB]) {
      expect(await problemIn(await handler(asAccount(account, readAsked())))).toMatchObject({ code: 'not-a-member' });
      expect(await problemIn(await handler(asAccount(account, foundAsked())))).toMatchObject({ code: 'space-taken' });
    }
    const bounds = { since: 0, until: 100, entries: 10, bytes: 100 };
    const place = { space: HOME, channel: 'general' as never };
    expect((await store.spaces.changesIn(place, bounds)).messages).toEqual([]);
  });

  it('costs nothing for ever after: no row of a membership remains, however often', async () => {
    const directory = await temporaryDirectory();
    const { handler } = await openHandler({ store: await openSqliteStore({ directory }) });
    await makeSpace(handler, [BOB, CAROL]);
    await done(handler, ALICE, leaveAsked(BOB));
    await done(handler, CAROL, leaveAsked(CAROL));
    for (const name of ['one', 'two', 'three']) {
      await done(handler, BOB, foundAsked(spaceNamed(name)));
      await done(handler, BOB, leaveAsked(BOB, spaceNamed(name)));
    }
    const database = new Database(join(directory, SQLITE_FILE));
    onTestFinished(() => void database.close());
    expect(database.prepare('SELECT account FROM members').all()).toEqual([{ account: ALICE }]);
  });

  it('is not what removing the account’s entries does', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    await done(handler, BOB, { method: 'DELETE', path: `/v1/accounts/${BOB}/entries` });
    expect(await rolesIn(handler, BOB)).toEqual(['alice owner', 'bob member']);
  });
});

describe('removing somebody else', () => {
  it('[G38] is for owners: it takes everything from one who was a member', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    expect((await done(handler, ALICE, leaveAsked(BOB))).status).toBe(204);
    const asked = [readAsked(), sendAsked('a'), inviteAsked(), leaveAsked(ALICE)];
    for (const each of asked) {
      const problem = await problemIn(await handler(asAccount(BOB, each)));
      expect(problem).toMatchObject({ status: 403, code: 'not-a-member' });
    }
    const spaces = await done(handler, BOB, { method: 'GET', path: accountSpacesPath(BOB) });
    expect(await spaces.json()).toEqual({ spaces: [] });
  });

  it('[G38] is refused to members and to strangers', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler, [BOB, CAROL]);
    const byMember = await problemIn(await handler(asAccount(BOB, leaveAsked(CAROL))));
    const byStranger = await problemIn(await handler(asAccount(DAVE, leaveAsked(CAROL))));
    expect(byMember).toMatchObject({ status: 403, code: 'not-an-owner' });
    expect(byStranger).toMatchObject({ status: 403, code: 'not-a-member' });
    expect(await membersOf(handler, ALICE)).toHaveLength(3);
  });

  it('changes nothing for one who is no member', async () => {
    const { handler, store } = await openHandler();
    await makeSpace(handler);
    expect((await done(handler, ALICE, leaveAsked(CAROL))).status).toBe(204);
    expect(await store.spaces.listOf(ALICE)).toMatchObject([{ cursor: 2 }]);
  });

  it('neither happens twice under one key, nor under the key of something else', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    const remove = { ...leaveAsked(BOB), key: 'key-00001' };
    await done(handler, ALICE, remove);
    await done(handler, ALICE, inviteAsked({}, 'a-second-invite-for-bob'));
    await done(handler, BOB, joinAsked(BOB, 'a-second-invite-for-bob'));
    expect((await done(handler, ALICE, remove)).headers.get('Idempotent-Replayed')).toBe('true');
    expect(await membersOf(handler, ALICE)).toHaveLength(2);
    const other = await handler(asAccount(ALICE, { ...leaveAsked(CAROL), key: 'key-00001' }));
    expect(await problemIn(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it.each([
    ['an account that is none', { ...leaveAsked(BOB), path: `${memberPath(HOME, BOB)}~` }],
    ['a space that is none', { ...leaveAsked(BOB), path: `/v1/spaces/x/members/${BOB}` }],
  ])('is refused with %s', async (_, asked) => {
    const { handler } = await openHandler();
    const problem = await problemIn(await handler(asAccount(ALICE, asked)));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-parameter' });
  });
});

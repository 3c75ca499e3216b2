import { describe, expect, it } from 'vitest';
import { JSON_MEDIA, memberPath, SPACE_INVITES, SPACE_MEMBERS, type SpaceId } from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import type { SpaceTransaction } from '../store/space-store.ts';
import { over } from '../testing/failing-store.ts';
import { NOW, openHandler, problemIn } from '../testing/open-handler.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import {
  type Asked,
  asAccount,
  done,
  foundAsked,
  inviteAsked,
  joinAsked,
  leaveAsked,
  makeSpace,
  membersOf,
  uninviteAsked,
} from '../testing/space-requests.ts';
import { CAROL, DAVE, HOME, inviteIdOf, OTHER_SECRET, SECRET, WORK } from '../testing/space-samples.ts';

const INVALID = { status: 403, code: 'invite-invalid' };

async function problemFor(handler: Handler, account: typeof ALICE, asked: Asked) {
  return problemIn(await handler(asAccount(account, asked)));
}

/** A space of Alice's with one invite, which nobody has used. */
async function withInvite(invite = {}, now = () => NOW) {
  const opened = await openHandler({ now });
  await done(opened.handler, ALICE, foundAsked());
  await done(opened.handler, ALICE, inviteAsked(invite));
  return opened;
}

describe('joining a space', () => {
  it('makes a member of one who has the secret, and answers so, again and again', async () => {
    const { handler } = await withInvite();
    const key = 'key-00001';
    const responses = [
      await handler(asAccount(BOB, { ...joinAsked(BOB), key })),
      await handler(asAccount(BOB, { ...joinAsked(BOB), key })),
      await handler(asAccount(BOB, joinAsked(BOB))),
      await handler(asAccount(BOB, joinAsked(BOB, 'no-invite-at-all-but-long'))),
    ];
    const member = { account: BOB, role: 'member', joinedAt: NOW };
    for (const response of responses) expect([response.status, await response.json()]).toEqual([200, member]);
    expect(await membersOf(handler, BOB)).toHaveLength(2);
  });

  it('counts uses by accounts, not by requests', async () => {
    const { handler } = await withInvite({ uses: 2 });
    for (const account of [BOB, BOB, ALICE, CAROL]) await done(handler, account, joinAsked(account));
    expect(await problemFor(handler, DAVE, joinAsked(DAVE))).toMatchObject(INVALID);
  });

  it('lets two in who come at once, but no more than there are uses', async () => {
    const { handler } = await withInvite({ uses: 1 });
    const both = await Promise.all([BOB, CAROL].map((account) => handler(asAccount(account, joinAsked(account)))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('ends, by the server’s clock, when the invite expires', async () => {
    let now = NOW;
    const { handler } = await withInvite({ expiresAt: NOW + 10 }, () => now);
    now += 9;
    await done(handler, BOB, joinAsked(BOB));
    now += 1;
    expect(await problemFor(handler, CAROL, joinAsked(CAROL))).toMatchObject(INVALID);
  });

  it('[G37] answers the same to a wrong secret as to a space that there is not, or not any more', async () => {
    const { handler } = await withInvite();
    const wrong = await problemFor(handler, BOB, joinAsked(BOB, OTHER_SECRET));
    const unknown = await problemFor(handler, BOB, joinAsked(BOB, SECRET, WORK));
    await done(handler, ALICE, leaveAsked(ALICE));
    const gone = await problemFor(handler, BOB, joinAsked(BOB));
    expect(wrong).toMatchObject(INVALID);
    expect([unknown, gone]).toEqual([wrong, wrong]);
  });

  it('[G37] is not possible by the name of the invite, which the server knows', async () => {
    const { handler } = await withInvite();
    expect(await problemFor(handler, BOB, joinAsked(BOB, inviteIdOf(SECRET)))).toMatchObject(INVALID);
  });

  it('[G38] is not possible again, by the same invite, for one who was removed', async () => {
    const { handler } = await withInvite();
    await done(handler, BOB, joinAsked(BOB));
    await done(handler, ALICE, leaveAsked(BOB));
    expect(await problemFor(handler, BOB, joinAsked(BOB))).toMatchObject(INVALID);
    await done(handler, ALICE, inviteAsked({ uses: 5 }));
    expect(await problemFor(handler, BOB, joinAsked(BOB))).toMatchObject(INVALID);
    await done(handler, ALICE, inviteAsked({}, OTHER_SECRET));
    await done(handler, BOB, joinAsked(BOB, OTHER_SECRET));
  });

  it.each([
    ['expired', { expiresAt: NOW + 1 }, []],
    ['used up', { uses: 1 }, []],
    ['taken back', {}, [uninviteAsked()]],
  ])('[G38] lets nobody back who was removed, by an invite that was %s and made again', async (_, invite, ending) => {
    let now = NOW;
    const { handler } = await withInvite(invite, () => now);
    await done(handler, BOB, joinAsked(BOB));
    await done(handler, ALICE, leaveAsked(BOB));
    now += 1;
    for (const asked of [...ending, inviteAsked({}, OTHER_SECRET), inviteAsked()]) await done(handler, ALICE, asked);
    expect(await problemFor(handler, BOB, joinAsked(BOB))).toMatchObject(INVALID);
    await done(handler, CAROL, joinAsked(CAROL));
  });

  it('[G38] is nobody’s doing but the account’s own, not an owner’s either', async () => {
    const { handler } = await withInvite();
    expect(await problemFor(handler, ALICE, joinAsked(BOB))).toMatchObject({ status: 403, code: 'foreign-account' });
    expect(await membersOf(handler, ALICE)).toHaveLength(1);
  });

  it('is refused where there are as many as may be', async () => {
    const { store } = await withInvite({ uses: 1 });
    const members = new Array(SPACE_MEMBERS).fill({ account: ALICE, role: 'owner', joinedAt: NOW });
    const crowd = (space: SpaceTransaction) =>
      over(space, { members: over(space.members, { list: async () => [...members] }) });
    const crowded = over(store, {
      transact: (account, work) =>
        store.transact(account, (transaction) => {
          const enterSpace = async (id: SpaceId) => {
            const space = await transaction.enterSpace(id);
            return space && crowd(space);
          };
          return work(over(transaction, { enterSpace }));
        }),
    });
    const { handler } = await openHandler({ store: crowded });
    expect(await problemFor(handler, BOB, joinAsked(BOB))).toMatchObject({ status: 422, code: 'space-full' });
    members.pop();
    await done(handler, BOB, joinAsked(BOB));
    expect(await membersOf(handler, BOB)).toHaveLength(2);
  });

  it.each([
    ['an account that is none', { ...joinAsked(BOB), path: `${memberPath(HOME, BOB)}%20` }, 400, 'invalid-parameter'],
    ['another media type', { ...joinAsked(BOB), type: 'text/plain' }, 415, 'unsupported-media-type'],
    ['no JSON', { ...joinAsked(BOB), body: '{' }, 400, 'malformed-body'],
    ['no invite', { ...joinAsked(BOB), body: '{}' }, 400, 'invalid-body'],
    ['an invite that is too short', joinAsked(BOB, 'short'), 400, 'invalid-body'],
    ['more than an invite', { ...joinAsked(BOB), body: `{"invite":"${SECRET}","role":"owner"}` }, 400, 'invalid-body'],
    ['no key', { ...joinAsked(BOB), key: null }, 400, 'idempotency-key-missing'],
  ])('is refused with %s', async (_, asked, status, code) => {
    const { handler } = await withInvite();
    expect(await problemFor(handler, BOB, asked)).toMatchObject({ status, code });
    expect(await membersOf(handler, ALICE)).toHaveLength(1);
  });
});

describe('inviting', () => {
  it('[G38] is for owners only', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    for (const asked of [inviteAsked({}, OTHER_SECRET), uninviteAsked()]) {
      expect(await problemFor(handler, BOB, asked)).toMatchObject({ status: 403, code: 'not-an-owner' });
      expect(await problemFor(handler, CAROL, asked)).toMatchObject({ status: 403, code: 'not-a-member' });
    }
    await done(handler, CAROL, joinAsked(CAROL));
    expect(await problemFor(handler, DAVE, joinAsked(DAVE, OTHER_SECRET))).toMatchObject(INVALID);
  });

  it('is taken back, also twice', async () => {
    const { handler } = await withInvite();
    for (const _ of [1, 2]) expect((await done(handler, ALICE, uninviteAsked())).status).toBe(204);
    expect(await problemFor(handler, BOB, joinAsked(BOB))).toMatchObject(INVALID);
  });

  it('is bounded, where what is expired or used up does not count', async () => {
    let now = NOW;
    const { handler } = await withInvite({ expiresAt: NOW + 10 }, () => now);
    const secretOf = (index: number) => `secret-${index}`.padEnd(22, '_');
    for (let index = 1; index < SPACE_INVITES; index += 1) {
      await done(handler, ALICE, inviteAsked({ uses: 1 }, secretOf(index)));
    }
    const oneMore = inviteAsked({}, secretOf(SPACE_INVITES));
    expect(await problemFor(handler, ALICE, oneMore)).toMatchObject({ status: 422, code: 'too-many-invites' });
    await done(handler, ALICE, inviteAsked({ uses: 2 }, secretOf(1)));
    now += 10;
    await done(handler, ALICE, oneMore);
    expect(await problemFor(handler, ALICE, inviteAsked({}, OTHER_SECRET))).toMatchObject({ status: 422 });
    await done(handler, BOB, joinAsked(BOB, secretOf(2)));
    await done(handler, ALICE, inviteAsked({}, OTHER_SECRET));
  });

  it.each([
    ['no name', { ...inviteAsked(), path: `/v1/spaces/${HOME}/invites/short` }, 400, 'invalid-parameter'],
    ['another media type', { ...inviteAsked(), type: 'application/cbor' }, 415, 'unsupported-media-type'],
    ['no use', inviteAsked({ uses: 0 }), 400, 'invalid-body'],
    ['half a use', inviteAsked({ uses: 0.5 }), 400, 'invalid-body'],
    ['more uses than members', inviteAsked({ uses: SPACE_MEMBERS + 1 }), 400, 'invalid-body'],
    ['a time that is none', { ...inviteAsked(), body: '{"expiresAt":"tomorrow"}' }, 400, 'invalid-body'],
    ['a time beyond all times', inviteAsked({ expiresAt: 1e300 }), 400, 'invalid-body'],
    ['something else', { ...inviteAsked(), body: '{"role":"owner"}' }, 400, 'invalid-body'],
    ['a list', { ...inviteAsked(), body: '[]' }, 400, 'invalid-body'],
    ['no body', { ...inviteAsked(), body: '' }, 400, 'malformed-body'],
  ])('is refused with %s', async (_, asked, status, code) => {
    const { handler } = await openHandler();
    await done(handler, ALICE, foundAsked());
    expect(await problemFor(handler, ALICE, { ...asked, type: asked.type ?? JSON_MEDIA })).toMatchObject({
      status,
      code,
    });
  });
});

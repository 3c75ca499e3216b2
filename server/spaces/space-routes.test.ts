import { describe, expect, it } from 'vitest';
import { ACCOUNT_SPACES, accountSpacesPath, membersPath, spacePath } from '../../src/protocol/index.ts';
import { over } from '../testing/failing-store.ts';
import { NOW, openHandler, problemIn } from '../testing/open-handler.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import { asAccount, done, foundAsked, leaveAsked, makeSpace, membersOf } from '../testing/space-requests.ts';
import { CAROL, HOME, WORK } from '../testing/space-samples.ts';

const OWNER = { account: ALICE, role: 'owner', joinedAt: NOW };

describe('making a space', () => {
  it('makes whoever asks its owner, and answers so, again and again', async () => {
    const { handler } = await openHandler();
    const key = 'key-00001';
    const responses = [
      await handler(asAccount(ALICE, { ...foundAsked(), key })),
      await handler(asAccount(ALICE, { ...foundAsked(), key })),
      await handler(asAccount(ALICE, foundAsked())),
    ];
    for (const response of responses) expect([response.status, await response.json()]).toEqual([200, OWNER]);
    expect(responses.map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true', null]);
    expect(await membersOf(handler, ALICE)).toEqual([OWNER]);
  });

  it('[G37] is refused to everybody else under the same name, also when the space is gone', async () => {
    const { handler } = await openHandler();
    await done(handler, ALICE, foundAsked());
    const taken = { status: 409, code: 'space-taken' };
    expect(await problemIn(await handler(asAccount(BOB, foundAsked())))).toMatchObject(taken);
    await done(handler, ALICE, leaveAsked(ALICE));
    for (const account of [ALICE, BOB]) {
      expect(await problemIn(await handler(asAccount(account, foundAsked())))).toMatchObject(taken);
    }
  });

  it('is made by one of two who do so at once', async () => {
    const { handler } = await openHandler();
    const responses = await Promise.all([ALICE, BOB].map((account) => handler(asAccount(account, foundAsked()))));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is refused to one who is in as many as may be, until one is left', async () => {
    const { store } = await openHandler();
    let count = ACCOUNT_SPACES;
    const busy = over(store, {
      transact: (account, work) =>
        store.transact(account, (transaction) => work(over(transaction, { countSpaces: async () => count }))),
    });
    const { handler } = await openHandler({ store: busy });
    const refused = await handler(asAccount(ALICE, foundAsked()));
    expect(await problemIn(refused)).toMatchObject({ status: 422, code: 'too-many-spaces' });
    count -= 1;
    await done(handler, ALICE, foundAsked());
    expect(await membersOf(handler, ALICE)).toEqual([OWNER]);
  });
});

describe('reading members and spaces', () => {
  it('tells a member who the members are, whoever has been there longest first', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler, [CAROL, BOB]);
    const members = await membersOf(handler, BOB);
    expect(members.map(({ account, role }) => [account, role])).toEqual([
      [ALICE, 'owner'],
      [CAROL, 'member'],
      [BOB, 'member'],
    ]);
  });

  it('[G37] tells nobody else, who cannot even tell whether there is such a space', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    await done(handler, ALICE, leaveAsked(BOB));
    const problems = await Promise.all(
      [HOME, WORK].flatMap((space) =>
        [BOB, CAROL].map(async (account) =>
          problemIn(await handler(asAccount(account, { method: 'GET', path: membersPath(space) }))),
        ),
      ),
    );
    for (const problem of problems) expect(problem).toEqual(problems[0]);
    expect(problems[0]).toMatchObject({ status: 403, code: 'not-a-member' });
  });

  it('tells an account in which spaces it is, as what, and where they stand', async () => {
    const { handler } = await openHandler();
    await makeSpace(handler);
    await done(handler, BOB, foundAsked(WORK));
    const response = await done(handler, BOB, { method: 'GET', path: accountSpacesPath(BOB) });
    const spaces = [
      { space: HOME, role: 'member', joinedAt: NOW, cursor: 2 },
      { space: WORK, role: 'owner', joinedAt: NOW, cursor: 1 },
    ];
    expect(await response.json()).toEqual({ spaces });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  });

  it('[G37] tells nobody the spaces of another account', async () => {
    const { handler } = await openHandler();
    const response = await handler(asAccount(BOB, { method: 'GET', path: accountSpacesPath(ALICE) }));
    expect(await problemIn(response)).toMatchObject({ status: 403, code: 'foreign-account' });
  });
});

describe('what is no request about a space', () => {
  it.each([
    ['no key', { ...foundAsked(), key: null }, 400, 'idempotency-key-missing'],
    ['a name that is too short', { method: 'PUT', path: '/v1/spaces/short' }, 400, 'invalid-parameter'],
    ['a name that is too long', { method: 'PUT', path: `/v1/spaces/${HOME}a` }, 400, 'invalid-parameter'],
    ['another alphabet', { method: 'PUT', path: `/v1/spaces/${'%C3%A4'.repeat(22)}` }, 400, 'invalid-parameter'],
    ['members of no space', { method: 'GET', path: '/v1/spaces/short/members' }, 400, 'invalid-parameter'],
    ['a body that is too large', { ...foundAsked(), body: 'a'.repeat(5000) }, 413, 'body-too-large'],
  ])('%s', async (_, asked, status, code) => {
    const { handler, logged } = await openHandler();
    expect(await problemIn(await handler(asAccount(ALICE, asked)))).toMatchObject({ status, code });
    expect(logged).toEqual([]);
  });

  it.each([
    ['GET', spacePath(HOME), 'PUT'],
    ['DELETE', spacePath(HOME), 'PUT'],
    ['PUT', membersPath(HOME), 'GET, HEAD'],
    ['POST', `${membersPath(HOME)}/${ALICE}`, 'PUT, DELETE'],
    ['POST', `${spacePath(HOME)}/invites/${HOME}`, 'PUT, DELETE'],
    ['PUT', accountSpacesPath(ALICE), 'GET, HEAD'],
    ['PUT', `${spacePath(HOME)}/channels/a/messages`, 'GET, HEAD'],
    ['POST', `${spacePath(HOME)}/channels/a/messages/${HOME}`, 'PUT, DELETE'],
  ])('%s %s', async (method, path, allowed) => {
    const { handler } = await openHandler();
    const response = await handler(asAccount(ALICE, { method, path }));
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allowed]);
  });
});

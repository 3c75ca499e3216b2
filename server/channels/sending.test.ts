import { describe, expect, it } from 'vitest';
import { MESSAGE_BYTES, messagePath } from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import { bearerTokens } from '../identity/bearer-tokens.ts';
import { LAPTOP } from '../testing/devices-contract.ts';
import { NOW, openHandler, problemIn } from '../testing/open-handler.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import {
  type Asked,
  asAccount,
  done,
  leaveAsked,
  makeSpace,
  namesIn,
  pageFor,
  sendAsked,
  unsendAsked,
} from '../testing/space-requests.ts';
import { CAROL, DAVE, GENERAL, HOME, messageNamed, WORK } from '../testing/space-samples.ts';

async function problemFor(handler: Handler, account: typeof ALICE, asked: Asked) {
  return problemIn(await handler(asAccount(account, asked)));
}

async function withSpace(...members: (typeof ALICE)[]) {
  const opened = await openHandler();
  await makeSpace(opened.handler, members.length === 0 ? [BOB] : members);
  return opened;
}

const FIRST = { message: messageNamed('a'), author: BOB, sentAt: NOW, cursor: 3, body: Uint8Array.of(0, 255) };

describe('sending a message', () => {
  it('answers when and as which change, again and again, and has one effect', async () => {
    const { handler } = await withSpace();
    const send = sendAsked('a', FIRST.body);
    const keyed = { ...send, key: 'key-00001' };
    const responses = [
      await handler(asAccount(BOB, keyed)),
      await handler(asAccount(BOB, keyed)),
      await handler(asAccount(BOB, send)),
    ];
    for (const response of responses)
      expect([response.status, await response.json()]).toEqual([200, { sentAt: NOW, cursor: 3 }]);
    expect(responses.map(({ headers }) => headers.get('Idempotent-Replayed'))).toEqual([null, 'true', null]);
    expect(await pageFor(handler, ALICE)).toEqual({ messages: [FIRST], cursor: 3, more: false });
  });

  it('[G37] is refused to strangers, to one who was removed, and where there is no space, with nothing kept', async () => {
    const { handler } = await withSpace();
    await done(handler, ALICE, leaveAsked(BOB));
    for (const [account, asked] of [
      [BOB, sendAsked('a')],
      [CAROL, sendAsked('a')],
      [ALICE, sendAsked('a', undefined, WORK)],
    ] as const) {
      expect(await problemFor(handler, account, asked)).toMatchObject({ status: 403, code: 'not-a-member' });
    }
    expect((await pageFor(handler, ALICE)).messages).toEqual([]);
  });

  it('under a name that another message has or had is refused, and changes nothing', async () => {
    const { handler } = await withSpace();
    await done(handler, BOB, sendAsked('a', FIRST.body));
    const taken = { status: 409, code: 'message-taken' };
    expect(await problemFor(handler, BOB, sendAsked('a', Uint8Array.of(0, 254)))).toMatchObject(taken);
    expect(await problemFor(handler, ALICE, sendAsked('a', FIRST.body))).toMatchObject(taken);
    expect((await pageFor(handler, ALICE)).messages).toEqual([FIRST]);
    await done(handler, BOB, unsendAsked('a'));
    expect(await problemFor(handler, BOB, sendAsked('a', FIRST.body))).toMatchObject(taken);
  });

  it('tells which device has sent it, where devices sign', async () => {
    const signing = async (request: Request) => {
      const identity = await bearerTokens((token) => token as typeof ALICE)(request);
      const { account } = identity.principal;
      return { ...identity, principal: { kind: 'device', account, device: LAPTOP, generation: 0 } as const };
    };
    const { handler } = await openHandler({ authenticate: signing });
    await makeSpace(handler, []);
    await done(handler, ALICE, sendAsked('a'));
    expect((await pageFor(handler, ALICE)).messages).toMatchObject([{ author: ALICE, device: LAPTOP }]);
  });

  it('[G35] is not what the account’s own key is for, nor is reading', async () => {
    const authenticate = async () => ({
      principal: { kind: 'account-key', account: ALICE, epoch: 1 } as const,
      checkBody: () => undefined,
    });
    const { handler } = await openHandler({ authenticate });
    for (const asked of [
      sendAsked('a'),
      unsendAsked('a'),
      leaveAsked(ALICE),
      { method: 'GET', path: `/v1/spaces/${HOME}/members` },
    ]) {
      expect(await problemFor(handler, ALICE, asked)).toMatchObject({ status: 403, code: 'foreign-account' });
    }
  });

  it('takes exactly as many bytes as it may have', async () => {
    const { handler } = await withSpace();
    await done(handler, BOB, sendAsked('a', new Uint8Array(MESSAGE_BYTES)));
    const larger = sendAsked('b', new Uint8Array(MESSAGE_BYTES + 1));
    expect(await problemFor(handler, BOB, larger)).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it.each([
    ['no bytes', sendAsked('a', new Uint8Array()), 400, 'invalid-body'],
    ['another media type', { ...sendAsked('a'), type: 'application/cbor' }, 415, 'unsupported-media-type'],
    ['no key', { ...sendAsked('a'), key: null }, 400, 'idempotency-key-missing'],
    [
      'a name that is too short',
      { ...sendAsked('a'), path: `${messagePath(HOME, GENERAL, FIRST.message)}`.slice(0, -1) },
      400,
      'invalid-parameter',
    ],
    [
      'a name that is too long',
      { ...sendAsked('a'), path: messagePath(HOME, GENERAL, FIRST.message) + 'a'.repeat(15) },
      400,
      'invalid-parameter',
    ],
    [
      'a channel that is none',
      { ...sendAsked('a'), path: messagePath(HOME, GENERAL, FIRST.message).replace('general', 'a%2Fb') },
      400,
      'invalid-parameter',
    ],
    [
      'a channel that is too long',
      { ...sendAsked('a'), path: messagePath(HOME, GENERAL, FIRST.message).replace('general', 'a'.repeat(65)) },
      400,
      'invalid-parameter',
    ],
  ])('is refused with %s', async (_, asked, status, code) => {
    const { handler, logged } = await withSpace();
    expect(await problemFor(handler, BOB, asked)).toMatchObject({ status, code });
    expect([(await pageFor(handler, ALICE)).messages, logged]).toEqual([[], []]);
  });
});

describe('deleting a message', () => {
  it('leaves a tombstone, for its author', async () => {
    const { handler } = await withSpace();
    await done(handler, BOB, sendAsked('a', FIRST.body));
    for (const _ of [1, 2]) expect((await done(handler, BOB, unsendAsked('a'))).status).toBe(204);
    const { body: _, ...head } = FIRST;
    const gone = { ...head, cursor: 4, isDeleted: true };
    expect(await pageFor(handler, ALICE)).toEqual({ messages: [gone], cursor: 4, more: false });
  });

  it('[G38] of another is for owners only', async () => {
    const { handler } = await withSpace(BOB, CAROL);
    await done(handler, BOB, sendAsked('a'));
    await done(handler, ALICE, sendAsked('b'));
    const refused = { status: 403, code: 'not-an-owner' };
    expect(await problemFor(handler, CAROL, unsendAsked('a'))).toMatchObject(refused);
    expect(await problemFor(handler, BOB, unsendAsked('b'))).toMatchObject(refused);
    await done(handler, ALICE, unsendAsked('a'));
    expect((await pageFor(handler, BOB)).messages).toMatchObject([{ author: ALICE }, { isDeleted: true }]);
  });

  it('that there is not answers 204, and changes nothing', async () => {
    const { handler } = await withSpace();
    expect((await done(handler, BOB, unsendAsked('a'))).status).toBe(204);
    expect(await pageFor(handler, ALICE)).toEqual({ messages: [], cursor: 2, more: false });
  });

  it.each([
    ['has left', BOB],
    ['was removed', ALICE],
  ])('[G40] is for its author also when he %s: he holds it still', async (_, by) => {
    const { handler, store } = await withSpace();
    await done(handler, BOB, sendAsked('a', new Uint8Array(1000)));
    await done(handler, by, leaveAsked(BOB));
    for (const _ of [1, 2]) expect((await done(handler, BOB, unsendAsked('a'))).status).toBe(204);
    expect((await pageFor(handler, ALICE)).messages).toMatchObject([{ author: BOB, isDeleted: true }]);
    const { entries, bytes } = await store.transact(BOB, async (transaction) => transaction.usage);
    expect([entries, bytes < 1000]).toEqual([0, true]);
  });

  it('[G37] tells nothing to strangers and to who is no member any more, not whether there is such a message either', async () => {
    const { handler } = await withSpace(BOB, CAROL);
    await done(handler, BOB, sendAsked('a'));
    await done(handler, ALICE, sendAsked('b'));
    await done(handler, BOB, leaveAsked(BOB));
    const [nobodys, nowhere] = [unsendAsked('c'), unsendAsked('a', WORK)];
    const answers = [
      ...[unsendAsked('b'), nobodys, nowhere].map((asked) => problemFor(handler, BOB, asked)),
      ...[unsendAsked('a'), nobodys, nowhere].map((asked) => problemFor(handler, DAVE, asked)),
    ];
    const [first, ...others] = await Promise.all(answers);
    expect(first).toMatchObject({ status: 403, code: 'not-a-member' });
    for (const other of others) expect(other).toEqual(first);
    expect((await pageFor(handler, ALICE)).messages.map((message) => 'body' in message)).toEqual([true, true]);
    for (const account of [ALICE, CAROL]) await done(handler, account, leaveAsked(account));
    expect(await problemFor(handler, BOB, unsendAsked('a'))).toEqual(first);
  });

  it('of this name in another channel is left alone', async () => {
    const { handler } = await withSpace();
    await done(handler, BOB, sendAsked('a'));
    await done(handler, BOB, {
      ...sendAsked('a'),
      path: messagePath(HOME, 'other' as typeof GENERAL, messageNamed('a')),
    });
    await done(handler, BOB, unsendAsked('a'));
    const other = await pageFor(handler, BOB, '');
    expect(other.messages).toMatchObject([{ isDeleted: true }]);
    expect(namesIn(other)).toEqual(['a']);
  });
});

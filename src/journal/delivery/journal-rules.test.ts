import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type AccountId,
  encodeDeltaAnswer,
  entriesPath,
  partIdSchema,
  problem,
  type QueueTask,
} from '../../protocol/index.ts';
import type { Delta, Journal } from '../journal.ts';
import { ModelServer } from '../testing/model-server.ts';
import { type TestJournal, testJournal } from '../testing/test-journal.ts';
import { journalBeforeSend } from './journal-before-send.ts';
import { journalRules } from './journal-rules.ts';
import type { OpenJournal } from './open.ts';

const PROFILE = 'profile';
let its: TestJournal;
let journal: Journal;
let server: ModelServer;

beforeEach(async () => {
  its = await testJournal();
  journal = its.journal;
  server = new ModelServer(() => its.time.now);
});

const rulesOf = (type: string, open: OpenJournal = async () => journal) => {
  const rules = journalRules({ types: ['update-profile'], open });
  const found = rules.find((rule) => rule.type === type);
  if (found === undefined) throw new Error(`No rules for ${type}.`);
  return found;
};
const save = (value: string, key = 'name') => journal.batch([{ collection: PROFILE, key, value }]);
const theDelta = async (): Promise<Delta> => (await journal.delta([PROFILE]))[0]!;
const requestOf = ({ body }: Delta, account: AccountId = journal.account) =>
  new Request(`http://server.test${entriesPath(account)}`, { method: 'PATCH', headers: { 'X-App': '1' }, body });
const contextOf = ({ collections, entries, newest, body }: Delta) => {
  return { collections, entries, newest, bytes: body.length, gathering: '1', deltas: 1, place: 0 };
};
const answerTo = (delta: Delta) => {
  const reply = server.merge(delta.body);
  if (reply.kind !== 'merged') throw new Error('Refused.');
  return encodeDeltaAnswer(reply.answer);
};
const accept = (delta: Delta, body: Uint8Array, open?: OpenJournal) =>
  rulesOf('update-profile', open).accept?.({ context: contextOf(delta), request: requestOf(delta), body });
const refused = (code: 'clock-ahead' | 'parts-missing' | 'part-mismatch', more: object = {}) => {
  return { status: 409, body: JSON.stringify({ ...problem(code, 409, 'No.'), ...more }) };
};
const resolve = (delta: Delta, answer: { readonly status: number; readonly body: string }) =>
  rulesOf('update-profile').resolve?.({ context: contextOf(delta), request: requestOf(delta), answer });
const dirtyNames = async () => (await journal.dirty()).map(({ name }) => name);

describe('a delta that was delivered', () => {
  test('is acknowledged; asked again about the same answer, nothing changes', async () => {
    await save('Ada');
    const delta = await theDelta();
    const answer = answerTo(delta);
    await accept(delta, answer);
    await accept(delta, answer);
    expect([await dirtyNames(), await journal.cursor()]).toEqual([[], 1]);
    expect(await journal.collection(PROFILE).get('name')).toBe('Ada');
  });

  test('leaves what was edited while it was on its way', async () => {
    await save('Ada');
    const delta = await theDelta();
    its.time.now += 1;
    await save('Grace');
    await accept(delta, answerTo(delta));
    expect([await dirtyNames(), await journal.collection(PROFILE).get('name')]).toEqual([[PROFILE], 'Grace']);
  });

  test('whose answer is none is not acknowledged, and throws: it comes again', async () => {
    await save('Ada');
    const delta = await theDelta();
    await expect(accept(delta, new TextEncoder().encode('<html>'))).rejects.toThrow();
    expect(await dirtyNames()).toEqual([PROFILE]);
  });

  test('of another account is not taken for this one’s, nor where there is no account', async () => {
    await save('Ada');
    const delta = await theDelta();
    const other = (await testJournal()).journal;
    const foreign = { ...other, account: `${journal.account.slice(0, -1)}_` as AccountId };
    await accept(delta, new Uint8Array(), async () => foreign);
    await accept(delta, new Uint8Array(), async () => undefined);
    expect(await dirtyNames()).toEqual([PROFILE]);
  });
});

describe('a conflict', () => {
  const DAY = 24 * 60 * 60_000;

  test('of a clock that is ahead is settled with a corrected delta in its place', async () => {
    its.time.now += DAY;
    await save('Ada');
    const delta = await theDelta();
    server = new ModelServer(() => its.time.now - DAY);
    expect(server.merge(delta.body).kind).toBe('clock-ahead');
    const resolution = await resolve(delta, refused('clock-ahead', { now: its.time.now - DAY }));
    if (!(resolution instanceof Request)) throw new Error(`It is ${resolution}.`);
    expect([resolution.method, resolution.url]).toEqual(['PATCH', requestOf(delta).url]);
    expect(resolution.headers.get('X-App')).toBe('1');
    const body = new Uint8Array(await resolution.clone().arrayBuffer());
    const reply = server.merge(body);
    if (reply.kind !== 'merged') throw new Error('Still ahead.');
    await rulesOf('update-profile').accept?.({
      context: contextOf(delta),
      request: resolution,
      body: encodeDeltaAnswer(reply.answer),
    });
    expect(await dirtyNames()).toEqual([]);
  });

  test('of a clock that is ahead is left to a page where one request does not do', async () => {
    await journal.batch([
      { collection: PROFILE, key: 'avatar', value: crypto.getRandomValues(new Uint8Array(40_000)) },
    ]);
    const delta = await theDelta();
    const part = { id: v.parse(partIdSchema, 'a'.repeat(22)), bytes: new Uint8Array(1) };
    const answer = refused('clock-ahead', { now: its.time.now });
    for (const deltas of [[], [delta, delta], [{ ...delta, parts: [part] }]]) {
      const rules = rulesOf('update-profile', async () => ({ ...journal, deltaByIds: async () => deltas }));
      const conflict = { context: contextOf(delta), request: requestOf(delta), answer };
      expect(await rules.resolve?.(conflict)).toBe('keep-theirs');
    }
  });

  test('of missing parts is left to a page; anything else is the person’s', async () => {
    await save('Ada');
    const delta = await theDelta();
    expect(await resolve(delta, refused('parts-missing'))).toBe('keep-theirs');
    expect(await resolve(delta, refused('part-mismatch'))).toBe('ask');
    expect(await resolve(delta, refused('clock-ahead'))).toBe('ask');
    expect(await resolve(delta, { status: 409, body: '<html>' })).toBe('ask');
    expect(await dirtyNames()).toEqual([PROFILE]);
  });
});

test('what the server has removed is dirty again', async () => {
  await save('Ada');
  const delta = await theDelta();
  await accept(delta, answerTo(delta));
  const request = new Request(`http://server.test${entriesPath(journal.account)}`, { method: 'DELETE' });
  await rulesOf('remove-from-server').accept?.({ context: {}, request, body: new Uint8Array() });
  expect(await dirtyNames()).toEqual([PROFILE]);
});

describe('before it is sent', () => {
  const task = (context: unknown, account: string = journal.account): Extract<QueueTask, { status: 'pending' }> => ({
    ...{ id: '1', taskType: 'update-profile', version: 1, retryCount: 0, createdAt: 1, bytes: 1 },
    ...{ status: 'pending', wait: { for: 'turn' }, context, account },
  });

  test('a delta or a part is dropped when sync is off, and nothing else is', async () => {
    const beforeSend = journalBeforeSend(async () => journal);
    const delta = task({ collections: ['x'], entries: 1 });
    expect(await beforeSend(delta)).toBe('send');
    await journal.setSyncOn(false);
    expect(await beforeSend(delta)).toBe('drop');
    expect(await beforeSend(task({ collections: ['x'], part: 'p' }))).toBe('drop');
    expect(await beforeSend(task({}))).toBe('send');
    expect(await beforeSend(task(null))).toBe('send');
    expect(await beforeSend(task({ collections: ['x'] }, 'another account'))).toBe('send');
    expect(await journalBeforeSend(async () => undefined)(delta)).toBe('send');
  });
});

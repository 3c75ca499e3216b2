import { describe, expect, it } from 'vitest';
import type { Handler } from '../handler/create-handler.ts';
import type { Store } from '../store/store.ts';
import { over } from '../testing/failing-store.ts';
import { openHandler, problemIn } from '../testing/open-handler.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import {
  asAccount,
  done,
  leaveAsked,
  makeSpace,
  namesIn,
  pageFor,
  readAsked,
  sendAsked,
  unsendAsked,
} from '../testing/space-requests.ts';
import { CAROL, GENERAL, RANDOM, WORK } from '../testing/space-samples.ts';

/** Five messages of Bob's, whose cursors are 3 to 7. */
async function withFive() {
  const opened = await openHandler();
  await makeSpace(opened.handler);
  for (const name of ['a', 'b', 'c', 'd', 'e']) await done(opened.handler, BOB, sendAsked(name));
  return opened;
}

const told = async (handler: Handler, query: string) => {
  const page = await pageFor(handler, ALICE, query);
  return [namesIn(page).join(''), page.cursor, page.more];
};

describe('reading what has changed', () => {
  it('goes on from cursor to cursor, the oldest first, deletions among them', async () => {
    const { handler } = await withFive();
    await done(handler, BOB, unsendAsked('b'));
    expect(await told(handler, '?limit=2')).toEqual(['ac', 5, true]);
    expect(await told(handler, '?since=5&limit=2')).toEqual(['de', 7, true]);
    expect(await told(handler, '?since=7&limit=2')).toEqual(['b', 8, false]);
    expect(await told(handler, '?since=8&limit=2')).toEqual(['', 8, false]);
  });

  it('says where the space stands, so that a channel in which nothing happens is not read again', async () => {
    const { handler } = await withFive();
    const response = await done(handler, ALICE, readAsked('', RANDOM));
    expect(response.headers.get('Content-Type')).toBe('application/cbor');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await told(handler, '?since=0')).toEqual(['abcde', 7, false]);
  });

  it('corrects a cursor from a future that the server has lost', async () => {
    const { handler } = await withFive();
    expect(await told(handler, '?since=99')).toEqual(['', 7, false]);
  });
});

describe('scrolling back', () => {
  it('tells the newest first, without what was deleted', async () => {
    const { handler } = await withFive();
    await done(handler, BOB, unsendAsked('d'));
    expect(await told(handler, `?before=${Number.MAX_SAFE_INTEGER}&limit=2`)).toEqual(['ec', 5, true]);
    expect(await told(handler, '?before=5&limit=2')).toEqual(['ba', 3, false]);
    expect(await told(handler, '?before=3&limit=2')).toEqual(['', 3, false]);
  });
});

describe('[G37] reading messages', () => {
  it('is refused to strangers and to those who have left, as if there were no space', async () => {
    const { handler } = await withFive();
    await done(handler, BOB, leaveAsked(BOB));
    const problems = [];
    for (const query of ['', '?before=9']) {
      for (const account of [BOB, CAROL]) {
        problems.push(await problemIn(await handler(asAccount(account, readAsked(query)))));
        problems.push(await problemIn(await handler(asAccount(account, readAsked(query, GENERAL, WORK)))));
      }
    }
    expect(problems[0]).toMatchObject({ status: 403, code: 'not-a-member' });
    for (const problem of problems) expect(problem).toEqual(problems[0]);
  });

  it.each(['?since=0', '?before=99'])('is refused to one who is removed while the page is read: %s', async (query) => {
    const { handler, store } = await withFive();
    const read = (method: 'changesIn' | 'historyOf') => async (place: never, bounds: never) => {
      await done(handler, ALICE, leaveAsked(BOB));
      await done(handler, ALICE, sendAsked('secret'));
      return await store.spaces[method](place, bounds);
    };
    const spaces = over(store.spaces, { changesIn: read('changesIn'), historyOf: read('historyOf') });
    const slow: Store = over(store, { spaces });
    const { handler: reading } = await openHandler({ store: slow });
    expect(await problemIn(await reading(asAccount(BOB, readAsked(query))))).toMatchObject({ code: 'not-a-member' });
  });

  it.each([
    ['?limit=0'],
    ['?limit=1001'],
    ['?limit=x'],
    ['?since=-1'],
    ['?since=1e3'],
    ['?since=9007199254740992'],
    ['?before=x'],
    ['?since=1&since=2'],
    ['?since=1&before=2'],
  ])('is refused with %s', async (query) => {
    const { handler } = await withFive();
    const problem = await problemIn(await handler(asAccount(BOB, readAsked(query))));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-parameter' });
  });
});

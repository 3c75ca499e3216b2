import { describe, expect, it } from 'vitest';
import { decodeEntriesPage, type EntriesPage, entriesPath, IDEMPOTENCY_KEY } from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import type { Store } from '../store/store.ts';
import { over } from '../testing/failing-store.ts';
import { bytesOf, ENTRIES, ORIGIN, openHandler, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { openSigned, registered, signAs } from '../testing/signed-requests.ts';

const [A, B, C] = [valueEntry('a', 1, 1), valueEntry('b', 1, 2), valueEntry('c', 1, 3)];

async function read(handler: Handler, query = ''): Promise<EntriesPage> {
  return decodeEntriesPage(await bytesOf(await handler(new Request(`${ENTRIES}${query}`))));
}

const removal = (key: string) => new Request(ENTRIES, { method: 'DELETE', headers: { [IDEMPOTENCY_KEY]: key } });

describe('the history of an account', () => {
  it('is told in every page, and is another one after a removal', async () => {
    const { handler, store } = await openHandler();
    await handler(save('key-00001', A, B));
    const history = await store.history(ALICE);
    expect(history).toMatchObject({ epoch: 1, prunedCursor: 0, prunedClock: null });
    for (const query of ['', '?limit=1', '?since=2', '?since=99']) {
      expect((await read(handler, query)).history).toEqual(history);
    }
    await handler(removal('key-00002'));
    const after = (await read(handler)).history;
    expect(after?.generation).not.toBe(history?.generation);
    await handler(removal('key-00002'));
    expect((await read(handler)).history).toEqual(after);
  });

  it('is not known before anything is written, be it only that there is a device', async () => {
    const { handler } = await openHandler();
    expect(await read(handler)).toEqual({ entries: [], cursor: 0, more: false });
    const signed = await openSigned();
    const account = await registered(signed.handler);
    const response = await signed.handler(await signAs(account, new Request(`${ORIGIN}${entriesPath(account.id)}`)));
    expect(decodeEntriesPage(await bytesOf(response)).history).toMatchObject({ epoch: 1 });
  });

  it('is the one of what the page holds, also when everything is removed between the two', async () => {
    const { store } = await openHandler();
    let removals = 0;
    const racing = over<Store>(store, {
      changes: async (account, bounds) => {
        const page = await store.changes(account, bounds);
        removals += 1;
        if (removals === 1) await store.transact(ALICE, (transaction) => transaction.removeAll());
        return page;
      },
    });
    const { handler } = await openHandler({ store: racing });
    await handler(save('key-00001', A));
    expect(await read(handler)).toEqual({ entries: [], cursor: 1, more: false, history: await store.history(ALICE) });
  });
});

describe('an entry that is to be checked', () => {
  it('is told in any case, once, before the others, and moves no cursor', async () => {
    const { handler } = await openHandler();
    await handler(save('key-00001', A, B, C));
    const pageOf = async (query: string) => {
      const { entries, cursor, more } = await read(handler, query);
      return [entries, cursor, more];
    };
    expect(await pageOf('?check=b')).toEqual([[A, B, C], 3, false]);
    expect(await pageOf('?since=2&check=b')).toEqual([[B, C], 3, false]);
    expect(await pageOf('?since=3&check=b')).toEqual([[B], 3, false]);
    expect(await pageOf('?limit=1&check=c')).toEqual([[C, A], 1, true]);
    expect(await pageOf('?since=3&check=d')).toEqual([[], 3, false]);
  });

  it.each(['check=', 'check=a&check=b', `check=${'x'.repeat(257)}`, 'check=%00', 'pruned=x', 'pruned=-1'])(
    'cannot be asked for by %s',
    async (query) => {
      const { handler } = await openHandler();
      const response = await handler(new Request(`${ENTRIES}?${query}`));
      expect(await problemIn(response)).toMatchObject({ status: 400, code: 'invalid-parameter' });
    },
  );
});

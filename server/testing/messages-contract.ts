import { describe, expect, it } from 'vitest';
import type { MessagesPage } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { LAPTOP } from './devices-contract.ts';
import { ALICE, BOB } from './samples.ts';
import { GENERAL, HOME, messageNamed, RANDOM, WORK } from './space-samples.ts';
import { found, inSpace, join } from './spaces-contract.ts';

const PLACE = { space: HOME, channel: GENERAL };
const WHOLE = { since: 0, until: 99, entries: 100, bytes: 100_000 };
const LATEST = { before: Number.MAX_SAFE_INTEGER, entries: 100, bytes: 100_000 };

const place = (name: string | number, channel = GENERAL) => ({ channel, message: messageNamed(name) });
const namesIn = ({ messages }: MessagesPage) => messages.map(({ message }) => message.slice(8).replace(/_+$/, ''));

export function send(store: Store, name: string | number, bytes = 1, account = ALICE, channel = GENERAL) {
  const body = new Uint8Array(bytes).fill(7);
  return inSpace(store, account, ({ messages }) => messages.put({ ...place(name, channel), sentAt: 5, body }));
}

export function unsend(store: Store, name: string | number, account = ALICE): Promise<void> {
  return inSpace(store, account, ({ messages }) => messages.remove(place(name)));
}

/** The part of the store's contract that is about the messages of a space. */
export function messagesContract(name: string, openStore: () => Promise<Store>): void {
  async function withMessages(...names: string[]): Promise<Store> {
    const store = await openStore();
    await found(store);
    await join(store, BOB);
    for (const each of names) await send(store, each, 4);
    return store;
  }

  describe(`${name}: messages`, () => {
    it('gives back what was put, byte for byte, with who wrote it, when, and as which change', async () => {
      const store = await withMessages();
      const body = Uint8Array.of(0, 255, 128);
      const sent = await inSpace(store, BOB, ({ messages }) =>
        messages.put({ ...place('a'), device: LAPTOP, sentAt: 7, body }),
      );
      expect(sent).toEqual({ sentAt: 7, cursor: 3 });
      const message = { message: messageNamed('a'), author: BOB, device: LAPTOP, sentAt: 7, cursor: 3, body };
      expect(await inSpace(store, ALICE, ({ messages }) => messages.find(place('a')))).toEqual(message);
      expect(await store.spaces.changesIn(PLACE, WHOLE)).toEqual({ messages: [message], cursor: 99, more: false });
      expect(await store.spaces.historyOf(PLACE, LATEST)).toEqual({ messages: [message], cursor: 3, more: false });
    });

    it('keeps channels and spaces apart, whose messages may have the same id', async () => {
      const store = await withMessages('a');
      await send(store, 'a', 2, BOB, RANDOM);
      await found(store, ALICE, WORK);
      const random = await store.spaces.changesIn({ space: HOME, channel: RANDOM }, WHOLE);
      expect(random.messages).toMatchObject([{ author: BOB, cursor: 4 }]);
      expect(namesIn(await store.spaces.changesIn(PLACE, WHOLE))).toEqual(['a']);
      expect((await store.spaces.changesIn({ space: WORK, channel: GENERAL }, WHOLE)).messages).toEqual([]);
      expect(await inSpace(store, ALICE, ({ messages }) => messages.find(place('a')), WORK)).toBeUndefined();
    });

    it('does not put one where there is one', async () => {
      const store = await withMessages('a');
      await expect(send(store, 'a')).rejects.toThrow();
      expect(await store.spaces.listOf(ALICE)).toMatchObject([{ cursor: 3 }]);
    });

    it('leaves a tombstone of one that is removed, as the newest change, once', async () => {
      const store = await withMessages('a', 'b');
      for (const _ of [1, 2]) await unsend(store, 'a');
      await unsend(store, 'unknown');
      const page = await store.spaces.changesIn(PLACE, WHOLE);
      const gone = { message: messageNamed('a'), author: ALICE, sentAt: 5, cursor: 5, isDeleted: true };
      expect(page.messages.slice(1)).toEqual([gone]);
      expect(await inSpace(store, ALICE, ({ messages }) => messages.find(place('a')))).toEqual(gone);
      expect(namesIn(await store.spaces.historyOf(PLACE, LATEST))).toEqual(['b']);
      expect(await store.spaces.listOf(ALICE)).toMatchObject([{ cursor: 5 }]);
    });

    it('leaves nothing of an attempt that was undone', async () => {
      const store = await withMessages('a');
      await store.transact(ALICE, async (transaction) => {
        const space = await transaction.enterSpace(HOME);
        const failing = transaction.attempt(async () => {
          await space?.messages.put({ ...place('b'), sentAt: 1, body: Uint8Array.of(1) });
          await space?.messages.remove(place('a'));
          throw new RangeError('undone');
        });
        await expect(failing).rejects.toThrow(RangeError);
        await space?.messages.put({ ...place('c'), sentAt: 1, body: Uint8Array.of(1) });
      });
      const page = await store.spaces.changesIn(PLACE, WHOLE);
      expect(page.messages.map(({ cursor }) => cursor)).toEqual([3, 4]);
      expect(namesIn(page)).toEqual(['a', 'c']);
    });
  });

  describe(`${name}: pages of messages`, () => {
    async function changesOf(store: Store, entries: number, bytes: number): Promise<string[]> {
      const pages: string[] = [];
      for (let since = 0, more = true; more; ) {
        const page = await store.spaces.changesIn(PLACE, { since, until: 8, entries, bytes });
        pages.push(namesIn(page).join(''));
        ({ cursor: since, more } = page);
      }
      return pages;
    }

    async function historyOf(store: Store, entries: number, bytes: number): Promise<string[]> {
      const pages: string[] = [];
      for (let before = Number.MAX_SAFE_INTEGER, more = true; more; ) {
        const page = await store.spaces.historyOf(PLACE, { before, entries, bytes });
        pages.push(namesIn(page).join(''));
        ({ cursor: before, more } = page);
      }
      return pages;
    }

    const five = async () => await withMessages('a', 'b', 'c', 'd', 'e');

    it.each([
      ['their number', 2, 1000, ['ab', 'cd', 'e'], ['ed', 'cb', 'a']],
      ['their number, exactly', 5, 1000, ['abcde'], ['edcba']],
      ['their bytes', 5, 8, ['ab', 'cd', 'e'], ['ed', 'cb', 'a']],
      ['their bytes, with one at least', 5, 1, ['a', 'b', 'c', 'd', 'e'], ['e', 'd', 'c', 'b', 'a']],
    ])('are bounded by %s, from either end', async (_, entries, bytes, changes, history) => {
      const store = await five();
      expect(await changesOf(store, entries, bytes)).toEqual(changes);
      expect(await historyOf(store, entries, bytes)).toEqual(history);
    });

    it('hold nothing beyond what is asked for, and say where to go on', async () => {
      const store = await five();
      const upToFive = await store.spaces.changesIn(PLACE, { ...WHOLE, since: 3, until: 5 });
      expect([namesIn(upToFive), upToFive.cursor, upToFive.more]).toEqual([['b', 'c'], 5, false]);
      const before = await store.spaces.historyOf(PLACE, { ...LATEST, before: 5 });
      expect([namesIn(before), before.cursor, before.more]).toEqual([['b', 'a'], 3, false]);
      const none = await store.spaces.historyOf(PLACE, { ...LATEST, before: 3 });
      expect(none).toEqual({ messages: [], cursor: 3, more: false });
    });
  });
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../src/protocol/index.ts';
import type { AccountTransaction, Store } from '../store/store.ts';
import { NOTHING, sumOf, USAGE_OF_NAME, type Usage, usageOf, usageOfTombstone } from '../store/usage.ts';
import { partIdOf } from './part-requests.ts';
import { ALICE, BOB, tombstone, valueEntry } from './samples.ts';
import { GENERAL, HOME, inviteIdOf, messageNamed, WORK } from './space-samples.ts';
import { found, inSpace, join } from './spaces-contract.ts';

const IDS = ['a', 'b', 'c'];
const PARTS = [1, 2, 3].map((size) => new Uint8Array(size).fill(size));
const [FIRST, SECOND, THIRD] = [messageAt(1), messageAt(2), messageAt(3)];

function messageAt(name: number) {
  return { channel: GENERAL, message: messageNamed(name) };
}

/** One step of an account's: what is done, to which entry, part or message, and with how many bytes. */
interface Step {
  readonly kind: 'put' | 'bury' | 'part' | 'unpart' | 'expire' | 'clear' | 'send' | 'unsend' | 'look';
  readonly id: string;
  readonly part: Uint8Array;
  readonly message: typeof FIRST;
  readonly bytes: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('put', 'put', 'bury', 'part', 'unpart', 'expire', 'clear', 'send', 'send', 'unsend', 'look'),
  id: fc.constantFrom(...IDS),
  part: fc.constantFrom(...PARTS),
  message: fc.constantFrom(FIRST, SECOND, THIRD),
  bytes: fc.nat(20),
});

/** A transaction: steps one after the other, of which those of an attempt may be undone together. */
const transactions = fc.array(
  fc.record({
    account: fc.constantFrom(ALICE, BOB),
    attempts: fc.array(fc.record({ steps: fc.array(step, { maxLength: 5 }), isUndone: fc.boolean() }), {
      maxLength: 3,
    }),
  }),
  { maxLength: 8 },
);

async function take(transaction: AccountTransaction, step: Step, clock: number): Promise<void> {
  const { kind, id, part, message, bytes } = step;
  const value = new Array<number>(bytes).fill(1);
  switch (kind) {
    case 'put':
      return await transaction.putEntries([valueEntry(id, clock, ...value), valueEntry(`${id}-2`, clock)]);
    case 'bury':
      return await transaction.putEntries([tombstone(id, clock, ...value)]);
    case 'look':
      return void (await transaction.findHeads([id]));
    case 'part':
      return await transaction.putPart({ id: partIdOf(part), bytes: part, createdAt: clock });
    case 'unpart':
      return await transaction.removeParts([partIdOf(part), partIdOf(Uint8Array.of(9))]);
    case 'expire':
      return await transaction.removePartsBefore(clock - 1);
    case 'clear':
      return void (await transaction.removeAll());
    case 'send':
    case 'unsend': {
      const messages = (await transaction.enterSpace(HOME))?.messages;
      const isThere = (await messages?.find(message)) !== undefined;
      if (kind === 'unsend') await messages?.remove(message);
      else if (!isThere) await messages?.put({ ...message, sentAt: clock, body: Uint8Array.from(value) });
    }
  }
}

/** What the account really holds, where only Alice has made a space, and nobody has used an invite. */
async function heldBy(store: Store, account: AccountId): Promise<Usage> {
  const { entries } = await store.changes(account, { since: 0, entries: 1000, bytes: 1_000_000 });
  const parts = await store.transact(account, (transaction) => transaction.findPartSizes(PARTS.map(partIdOf)));
  const bounds = { since: 0, until: 1000, entries: 1000, bytes: 1_000_000 };
  const { messages } = await store.spaces.changesIn({ space: HOME, channel: GENERAL }, bounds);
  return sumOf([
    ...(account === ALICE ? [USAGE_OF_NAME] : []),
    ...entries.map(({ isTombstone, value }) => (isTombstone ? usageOfTombstone : usageOf)(value.byteLength)),
    ...parts.map(({ size }) => usageOf(size)),
    ...messages
      .filter(({ author }) => author === account)
      .map((message) => ('body' in message ? usageOf(message.body.byteLength) : usageOfTombstone(0))),
  ]);
}

function usageIn(store: Store, account: AccountId): Promise<Usage> {
  return store.transact(account, async (transaction) => {
    await transaction.collectFreed();
    return transaction.usage;
  });
}

/** The part of the store's contract that is about what an account holds. */
export function usageContract(name: string, openStore: () => Promise<Store>): void {
  describe(`${name}: usage`, () => {
    it('is nothing at first, and what an entry, a part, a tombstone and a message take', async () => {
      const store = await openStore();
      expect(await usageIn(store, ALICE)).toEqual(NOTHING);
      await store.transact(ALICE, (transaction) => transaction.putEntries([valueEntry('a', 1, 1, 2)]));
      expect(await usageIn(store, ALICE)).toEqual({ bytes: 130, entries: 1 });
      await store.transact(ALICE, (transaction) => transaction.putEntries([tombstone('a', 1, 1)]));
      expect(await usageIn(store, ALICE)).toEqual({ bytes: 129, entries: 0 });
      expect(await usageIn(store, BOB)).toEqual(NOTHING);
    });

    it('goes by what is there, and not by what was found before it was replaced, or before that was undone', async () => {
      const store = await openStore();
      const put = (bytes: number, clock: number) => [{ ...valueEntry('a', clock), value: new Uint8Array(bytes) }];
      await store.transact(ALICE, async (transaction) => {
        await transaction.findHeads(['a']);
        for (const clock of [1, 2]) await transaction.putEntries(put(10 * clock, clock));
        expect(transaction.usage).toEqual(usageOf(20));
        const undone = transaction.attempt(async () => {
          await transaction.putEntries(put(30, 3));
          await transaction.findHeads(['a']);
          throw new RangeError('undone');
        });
        await expect(undone).rejects.toThrow(RangeError);
        await transaction.putEntries(put(5, 4));
        expect(transaction.usage).toEqual(usageOf(5));
        await transaction.findHeads(['a']);
        await transaction.removeAll();
        await transaction.putEntries(put(7, 5));
        expect(transaction.usage).toEqual(usageOf(7));
      });
      expect(await usageIn(store, ALICE)).toEqual(usageOf(7));
    });

    it('counts what an owner has deleted of another’s only until that one collects it', async () => {
      const store = await openStore();
      await found(store);
      await join(store, BOB);
      const message = { ...FIRST, sentAt: 1, body: new Uint8Array(10) };
      await inSpace(store, BOB, ({ messages }) => messages.put(message));
      await inSpace(store, ALICE, ({ messages }) => messages.remove(message));
      const usages = await store.transact(BOB, async (transaction) => {
        const before = transaction.usage;
        await transaction.collectFreed();
        const after = transaction.usage;
        await transaction.collectFreed();
        return [before, after, transaction.usage];
      });
      expect(usages).toEqual([usageOf(10), usageOfTombstone(0), usageOfTombstone(0)]);
      expect(await usageIn(store, ALICE)).toEqual(USAGE_OF_NAME);
    });

    it('is the names of the spaces that it made, for ever, and the invites that it used, as long as their spaces', async () => {
      const store = await openStore();
      await found(store, BOB, WORK);
      await found(store);
      await found(store);
      await found(store, BOB);
      const [first, second] = [inviteIdOf('first'), inviteIdOf('second')];
      await inSpace(store, BOB, ({ invites }) => invites.use(first, BOB));
      await inSpace(store, BOB, ({ invites }) => invites.use(second, BOB));
      await inSpace(store, BOB, ({ invites }) => invites.use(first, BOB), WORK);
      expect([await usageIn(store, ALICE), await usageIn(store, BOB)]).toEqual([
        USAGE_OF_NAME,
        sumOf(new Array(4).fill(USAGE_OF_NAME)),
      ]);
      await inSpace(store, ALICE, async (space) => {
        await space.members.remove(ALICE);
        await space.remove();
      });
      expect([await usageIn(store, ALICE), await usageIn(store, BOB)]).toEqual([
        USAGE_OF_NAME,
        sumOf(new Array(2).fill(USAGE_OF_NAME)),
      ]);
    });

    it('has nothing any more of what is in a space that is gone, whoever wrote there', async () => {
      const store = await openStore();
      await found(store);
      await join(store, BOB);
      for (const [account, message] of [
        [ALICE, FIRST],
        [BOB, SECOND],
        [BOB, THIRD],
      ] as const) {
        await inSpace(store, account, ({ messages }) =>
          messages.put({ ...message, sentAt: 1, body: new Uint8Array(9) }),
        );
      }
      await inSpace(store, BOB, ({ messages }) => messages.remove(THIRD));
      await inSpace(store, ALICE, async (space) => {
        for (const account of [ALICE, BOB]) await space.members.remove(account);
        await space.remove();
      });
      expect([await usageIn(store, ALICE), await usageIn(store, BOB)]).toEqual([USAGE_OF_NAME, NOTHING]);
    });

    it('is what the account really holds, whatever was done, undone and looked at in between', async () => {
      const store = await openStore();
      await found(store);
      await join(store, BOB);
      let clock = 1;
      await fc.assert(
        fc.asyncProperty(transactions, async (all) => {
          for (const { account, attempts } of all) {
            await store.transact(account, async (transaction) => {
              for (const { steps, isUndone } of attempts) {
                const attempt = transaction.attempt(async () => {
                  clock += 1;
                  for (const each of steps) await take(transaction, each, clock);
                  if (isUndone) throw new RangeError('undone');
                });
                await attempt.catch((error) => expect(error).toEqual(new RangeError('undone')));
              }
            });
          }
          for (const account of [ALICE, BOB])
            expect(await usageIn(store, account)).toEqual(await heldBy(store, account));
        }),
        { numRuns: 40 },
      );
    }, 60_000);
  });
}

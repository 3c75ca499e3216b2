import * as v from 'valibot';
import { expect, it, onTestFinished } from 'vitest';
import { type AccountId, accountIdSchema, livePath, type SpaceId } from '../../src/protocol/index.ts';
import { ask } from '../testing/ask-postgres.ts';
import { ORIGIN, openHandler } from '../testing/open-handler.ts';
import { migratedDatabase } from '../testing/postgres.ts';
import { ALICE, BOB } from '../testing/samples.ts';
import { done, joinAsked, leaveAsked, makeSpace, sendAsked } from '../testing/space-requests.ts';
import { CAROL, GENERAL, HOME, messageNamed, spaceNamed, WORK } from '../testing/space-samples.ts';
import { found, inSpace, join } from '../testing/spaces-contract.ts';
import { StreamText } from '../testing/stream-text.ts';
import { openPostgresStore } from './postgres-store.ts';
import type { Store } from './store.ts';
import { membershipsTopic, spaceTopic, type Topic } from './topics.ts';

/** Nothing is made up for within a test, unless it says so. */
const NO_HEARTBEAT = 600_000;

async function openTwo(heartbeat = NO_HEARTBEAT) {
  const url = await migratedDatabase();
  const open = async () => {
    const store = await openPostgresStore({ url, heartbeat });
    onTestFinished(() => store.close());
    return store;
  };
  return { url, near: await open(), far: await open() };
}

function follow(store: Store, topic: Topic): number[] {
  const heard: number[] = [];
  store.watch(topic, (cursor) => heard.push(cursor));
  return heard;
}

it('tells who watches a space, or an account’s memberships, in another process', async () => {
  const { near, far } = await openTwo();
  const [ofHome, ofBob] = [follow(far, spaceTopic(HOME)), follow(far, membershipsTopic(BOB))];
  await found(near);
  await join(near, BOB);
  await expect.poll(() => [ofHome.at(-1), ofBob.at(-1)]).toEqual([2, 1]);
  await inSpace(near, ALICE, ({ members }) => members.remove(BOB));
  await expect.poll(() => [ofHome.at(-1), ofBob.at(-1)]).toEqual([3, 2]);
});

it('makes up for news that were lost with the process that had them', async () => {
  const { url, near, far } = await openTwo(20);
  await found(near);
  await join(near, BOB);
  const [ofHome, ofBob] = [follow(far, spaceTopic(HOME)), follow(far, membershipsTopic(BOB))];
  await ask(url, `UPDATE spaces SET cursor = 7`);
  await ask(url, `UPDATE memberships SET changes = 7 WHERE account = $1`, [BOB]);
  await expect.poll(() => [ofHome.at(-1), ofBob.at(-1)]).toEqual([7, 7]);
});

it('tells at last of every change of an account’s memberships, though spaces know nothing of each other', async () => {
  const { near, far } = await openTwo();
  for (const space of [HOME, WORK]) {
    await found(near, ALICE, space);
    await join(near, BOB, 2, space);
  }
  const heard = follow(far, membershipsTopic(BOB));
  const change = (store: Store, space: SpaceId) =>
    inSpace(store, ALICE, ({ members }) => members.makeOwner(BOB), space);
  const byCarol = (store: Store, space: SpaceId) =>
    inSpace(store, CAROL, ({ members }) => members.makeOwner(BOB), space);
  const rounds = Array.from({ length: 10 }, () => [change(near, HOME), byCarol(far, WORK), byCarol(near, HOME)]);
  await Promise.all(rounds.flat());
  await expect.poll(() => heard.at(-1)).toBe(2 + 30);
});

it('never has two transactions wait for each other, whoever does what to whom in which space', async () => {
  const { near, far } = await openTwo();
  const accounts = Array.from({ length: 4 }, (_, index) => v.parse(accountIdSchema, `account-${index}`));
  for (const space of [HOME, WORK]) {
    await found(near, ALICE, space);
    for (const account of accounts) await join(near, account, 2, space);
  }
  let names = 0;
  const place = (name: number) => ({ channel: GENERAL, message: messageNamed(name) });
  const work = (store: Store, account: AccountId, space: SpaceId, other: AccountId) =>
    store.transact(account, async (transaction) => {
      const entered = await transaction.enterSpace(space);
      names += 1;
      await entered?.messages.put({ ...place(names), sentAt: 1, body: Uint8Array.of(1) });
      await entered?.members.makeOwner(other);
      for (const earlier of [1, 2, 3]) await entered?.messages.remove(place(names - earlier));
      await transaction.collectFreed();
    });
  const all = accounts.flatMap((account) =>
    accounts.flatMap((other) => [
      work(near, account, HOME, other),
      work(far, account, WORK, other),
      work(far, other, HOME, account),
    ]),
  );
  const failed = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  expect(failed).toEqual([]);
  expect((await near.spaces.listOf(ALICE)).map(({ cursor }) => cursor).every((cursor) => cursor > 30)).toBe(true);
});

it('nor two that change the memberships of the same accounts in other spaces, in whatever order', async () => {
  const { near, far } = await openTwo();
  const spaces = Array.from({ length: 8 }, (_, index) => spaceNamed(`space-${index}`));
  const owners = spaces.map((_, index) => v.parse(accountIdSchema, `account-${index}`));
  const both = [BOB, CAROL];
  const change = (index: number) =>
    inSpace(
      index % 4 < 2 ? near : far,
      owners[index]!,
      async ({ members }) => {
        for (const account of index % 2 === 0 ? both : both.toReversed()) await members.makeOwner(account);
      },
      spaces[index]!,
    );
  for (const [index, space] of spaces.entries()) {
    await found(near, owners[index]!, space);
    for (const account of both) await join(near, account, 2, space);
  }
  const rounds = Array.from({ length: 5 }, () => spaces.map((_, index) => change(index)));
  const failed = (await Promise.allSettled(rounds.flat())).filter(({ status }) => status === 'rejected');
  expect(failed).toEqual([]);
});

it('[G39] tells a live stream in another process of what its account joins, and nothing after it was removed', async () => {
  const { near, far } = await openTwo();
  const { handler } = await openHandler({ store: near });
  const { handler: elsewhere } = await openHandler({ store: far });
  await makeSpace(handler, [CAROL]);
  const stream = new StreamText(await elsewhere(new Request(`${ORIGIN}${livePath(BOB)}`)));
  const spaceEvents = () => [...stream.text.matchAll(/"cursor":(\d+)\}\n\n/g)].map(([, cursor]) => Number(cursor));
  await done(handler, BOB, joinAsked(BOB));
  await expect.poll(spaceEvents).toEqual([3]);
  await done(handler, ALICE, sendAsked('a'));
  await expect.poll(spaceEvents).toEqual([3, 4]);
  await done(handler, ALICE, leaveAsked(BOB));
  await done(elsewhere, CAROL, sendAsked('secret'));
  await expect.poll(() => stream.text.match(/event: spaces/g)?.length).toBe(3);
  expect(spaceEvents()).toEqual([3, 4]);
});

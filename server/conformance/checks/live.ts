import { livePath } from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import { clockAt, entry, refused, saved } from '../world/asks.ts';
import type { EventStream } from '../world/event-stream.ts';
import { hold, same } from '../world/not-conforming.ts';
import type { World } from '../world/world.ts';

const about = 'Live events';

function follow(world: World, account: Account, last?: number): Promise<EventStream> {
  const headers = last === undefined ? {} : { 'Last-Event-ID': String(last) };
  return world.follow(account, livePath(account.id), headers);
}

async function cursorOf(stream: EventStream): Promise<number> {
  const { data, id } = await stream.next('cursor');
  const told: unknown = JSON.parse(data);
  const cursor = typeof told === 'object' && told !== null && 'cursor' in told ? Number(told.cursor) : Number.NaN;
  hold(id === String(cursor), `The event has the id ${id}, and should have its cursor: ${data}`);
  return cursor;
}

export const LIVE_CHECKS: readonly Check[] = [
  {
    name: 'live/at-once',
    about,
    run: async (world) => {
      const account = await world.account();
      const stream = await follow(world, account);
      same('The first event', await cursorOf(stream), 0);
      const media = stream.headers.get('Content-Type')?.split(';', 1)[0];
      hold(media === 'text/event-stream', `A live stream is ${media}, and should be text/event-stream.`);
      await saved(world, account, entry('a', clockAt(1), 1));
      same('The first event', await cursorOf(await follow(world, account)), 1);
    },
  },
  {
    name: 'live/after-a-change',
    about: '[G32]',
    run: async (world) => {
      const [account, other] = [await world.account(), await world.account()];
      const streams = [await follow(world, account), await follow(world, account)];
      for (const stream of streams) same('The first event', await cursorOf(stream), 0);
      await saved(world, other, entry('a', clockAt(1), 1), entry('b', clockAt(1), 1));
      await saved(world, account, entry('a', clockAt(1), 1));
      for (const stream of streams) same('The event after a change', await cursorOf(stream), 1);
    },
  },
  {
    name: 'live/last-event-id',
    about,
    run: async (world) => {
      const account = await world.account();
      await saved(world, account, entry('a', clockAt(1), 1));
      const [knows, knowsLess] = [await follow(world, account, 1), await follow(world, account, 0)];
      same('What is told to who knows less', await cursorOf(knowsLess), 1);
      await saved(world, account, entry('b', clockAt(1), 1));
      same('The first event for who knows the cursor', await cursorOf(knows), 2);
    },
  },
  {
    name: 'live/only-get',
    about,
    run: async (world) => {
      const account = await world.account();
      refused(await world.ask(account, { method: 'DELETE', path: livePath(account.id) }), 405, 'method-not-allowed');
    },
  },
];

import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { account, ChannelWorld, first, idOf, keyOf, other, second, space, text } from './testing/channel-world.ts';

let world: ChannelWorld;

beforeEach(async () => {
  world = await ChannelWorld.make();
});
afterEach(() => world.end());

describe('what others have written', () => {
  test('is read once, opened here, and there without a network', async () => {
    await world.write('one', text('High water at four.'));
    await world.joined(1);
    await world.messages.pull(space);
    expect(await world.said()).toEqual(['High water at four.']);
    world.isDown = true;
    await expect(world.messages.pull(space)).rejects.toMatchObject({ name: 'NotReadError', status: 503 });
    expect(await world.said()).toEqual(['High water at four.']);
    world.isDown = false;
    await world.write('two', text('And low at ten.'));
    await world.messages.pull(space);
    expect(world.asked.at(-1)).toMatch(/^\?since=1&/);
    expect(await world.said()).toEqual(['High water at four.', 'And low at ten.']);
    expect(world.told).toContainEqual({ kind: 'messages', space });
  });

  test('is nothing of a space that nobody has told of', async () => {
    await world.write('one', text('High water at four.'));
    await world.messages.pull(space);
    expect([await world.said(), world.asked]).toEqual([[], []]);
  });

  test('a long story is read from its end, and earlier pages when asked for', async () => {
    for (let place = 0; place < 250; place += 1) await world.write(`m${place}`, text(String(place)));
    await world.joined(250);
    await world.messages.pull(space);
    const shown = await world.messages.read(space);
    expect([shown.messages.length, shown.hasEarlier]).toEqual([100, true]);
    await world.messages.pullEarlier(space);
    await world.messages.pullEarlier(space);
    await world.messages.pullEarlier(space);
    expect(await world.said()).toEqual(Array.from({ length: 250 }, (_, place) => String(place)));
    expect((await world.messages.read(space)).hasEarlier).toBe(false);
  });

  test('what comes while the first page is read is not missed', async () => {
    await world.write('one', text('One'));
    await world.joined(1);
    await world.write('two', text('Two')); // After the list of spaces was answered.
    await world.messages.pull(space);
    await world.write('three', text('Three'));
    await world.messages.pull(space);
    expect(await world.said()).toEqual(['One', 'Two', 'Three']);
  });

  test('what others write is told of once, and nothing of what was there before, or was written by oneself', async () => {
    await world.write('one', text('Long ago'));
    await world.joined(1);
    await world.messages.pull(space);
    expect(world.arrived).toEqual([]);
    await world.write('two', text('Now'));
    await world.write('three', text('Mine'), first, account);
    await world.messages.pull(space);
    await world.messages.pull(space);
    expect(world.arrived.map(({ message }) => message)).toEqual([idOf('two')]);
  });

  test('is told with the time when it was written, and never a later one than when it arrived', async () => {
    await world.write('one', text('In the tunnel', 10));
    await world.write('two', text('By a clock that is ahead', 9_000_000));
    await world.joined(2);
    await world.messages.pull(space);
    expect((await world.messages.read(space)).messages.map(({ at }) => at)).toEqual([10, 1_001]);
  });

  test('a deletion takes it away', async () => {
    await world.write('one', text('One'));
    await world.joined(1);
    await world.messages.pull(space);
    world.atServer.push({ message: idOf('one'), author: other, sentAt: 1, cursor: 2, isDeleted: true });
    await world.messages.pull(space);
    expect(await world.said()).toEqual([]);
  });

  test('a key that a message brings is taken in, and opens what follows on the same page', async () => {
    await world.write('key', { kind: 'key', name: 'Bea', ...second });
    await world.write('two', text('Sealed with the new one.'), second);
    await world.joined(2);
    await world.messages.pull(space);
    expect(world.keys.map(({ keyId }) => keyId)).toEqual(['second']);
    expect(await world.said()).toEqual(['key', 'Sealed with the new one.']);
  });

  test('a key is taken in before its page counts as read: what cut that off does it again', async () => {
    await world.write('one', text('One'));
    await world.joined(1);
    await world.messages.pull(space);
    await world.write('key', { kind: 'key', name: 'Bea', ...second });
    for (let place = 0; place < 100; place += 1) await world.write(`m${place}`, text(String(place)), second);
    world.pagesLeft = 1;
    await expect(world.messages.pull(space)).rejects.toThrow();
    expect(world.keys.map(({ keyId }) => keyId)).toEqual(['second']);
    [world.pagesLeft, world.refusesKeys] = [Number.POSITIVE_INFINITY, true];
    const third = keyOf('third', 9);
    await world.write('another', { kind: 'key', name: 'Bea', ...third }, second);
    await expect(world.messages.pull(space)).rejects.toThrow('No room.');
    world.refusesKeys = false;
    await world.messages.pull(space);
    expect(world.keys.map(({ keyId }) => keyId)).toEqual(['second', 'third']);
  });

  test('a key that an earlier page brings opens what was shown without it', async () => {
    await world.write('key', { kind: 'key', name: 'Bea', ...second });
    for (let place = 0; place < 120; place += 1) await world.write(`m${place}`, text(String(place)), second);
    await world.joined(121);
    await world.messages.pull(space);
    expect(new Set(await world.said())).toEqual(new Set(['sealed']));
    await world.messages.pullEarlier(space);
    expect((await world.said()).filter((words) => words === 'sealed')).toEqual([]);
  });

  test('a server that moves a message that was opened here, or gives it to somebody else, is found out', async () => {
    await world.write('one', text('Pay the bearer.'));
    await world.joined(1);
    await world.messages.pull(space);
    expect(await world.said()).toEqual(['Pay the bearer.']);
    const [message] = world.atServer;
    if (message === undefined || !('body' in message)) throw new Error('It was written.');
    await world.store.takePage(space, [{ ...message, space, author: account, body: message.body }], { newest: 2 });
    expect((await world.messages.read(space)).messages[0]?.content).toEqual({
      kind: 'sealed',
      reason: 'not-authentic',
    });
  });

  test('pages that are read at once, in two tabs, go no step back, and tell of nothing twice', async () => {
    for (let place = 0; place < 120; place += 1) await world.write(`m${place}`, text(String(place)));
    await world.joined(120);
    await world.messages.pull(space);
    const another = world.open();
    await world.write('late', text('Late'));
    await Promise.all([world.messages.pull(space), another.pullEarlier(space), another.pull(space)]);
    expect(await world.store.space(space)).toMatchObject({ read: { newest: 121, oldest: 1, hasEarlier: false } });
    expect(world.arrived.map(({ message }) => message)).toEqual([idOf('late')]);
  });

  test('what is read of a space that was removed meanwhile is not kept', async () => {
    await world.write('one', text('One'));
    await world.joined(1);
    const pulling = world.messages.pull(space);
    await world.store.forgetSpace(space);
    await pulling;
    expect([await world.said(), await world.store.space(space)]).toEqual([[], undefined]);
  });

  test('what no key is there for is shown as such, and opened once the key has come', async () => {
    await world.write('one', text('For later'), second);
    await world.joined(1);
    await world.messages.pull(space);
    expect((await world.messages.read(space)).messages[0]?.content).toEqual({ kind: 'sealed', reason: 'unknown-key' });
    world.has(second, false);
    expect(await world.said()).toEqual(['For later']);
  });

  test('a server that shows it as of somebody else is found out', async () => {
    await world.write('one', text('Pay the bearer.'));
    const [message] = world.atServer;
    world.atServer = message === undefined ? [] : [{ ...message, author: account }];
    await world.joined(1);
    await world.messages.pull(space);
    expect((await world.messages.read(space)).messages[0]?.content).toEqual({
      kind: 'sealed',
      reason: 'not-authentic',
    });
  });
});

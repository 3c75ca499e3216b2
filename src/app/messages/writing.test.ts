import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyEntry } from '../settings/names.ts';
import { CHANNEL } from './address.ts';
import type { SpaceKey } from './space-keys.ts';
import { account, ChannelWorld, first, second, space, text } from './testing/channel-world.ts';

let world: ChannelWorld;

beforeEach(async () => {
  world = await ChannelWorld.make();
});
afterEach(() => world.end());

describe('what is written here', () => {
  const enqueued = async (words: string, key?: SpaceKey) => {
    const context = world.messages.compose(space, text(words), key);
    return { context, request: await world.messages.sendTask.request(context) };
  };

  test('is shown before it is kept, and kept sealed before it is enqueued', async () => {
    const context = world.messages.compose(space, text('At nine.'));
    expect(world.messages.composed(context)).toMatchObject({ source: 'written-here', content: { text: 'At nine.' } });
    const request = await world.messages.sendTask.request(context);
    expect(new URL(request.url).pathname).toBe(`/v1/spaces/${space}/channels/${CHANNEL}/messages/${context.message}`);
    const body = new TextDecoder('latin1').decode(await request.arrayBuffer());
    expect(body).not.toContain('At nine.');
    expect(await world.messages.read(space)).toMatchObject({ messages: [{ source: 'written-here', at: 5_000 }] });
    expect(world.messages.composed(context)).toBeUndefined();
  });

  test('comes after what the server has, and once when it has come back from there', async () => {
    const { context, request } = await enqueued('Mine');
    await world.write('one', text('Theirs'));
    await world.joined(1);
    await world.messages.pull(space);
    expect(await world.said()).toEqual(['Theirs', 'Mine']);
    const body = new Uint8Array(await request.arrayBuffer());
    world.atServer.push({ message: context.message, author: account, sentAt: 9, cursor: 2, body });
    await world.messages.pull(space);
    const shown = (await world.messages.read(space)).messages;
    expect(shown.map(({ source }) => source)).toEqual(['server', 'server']);
    expect(await world.store.outgoingOf(space)).toEqual([]);
  });

  test('in a page that is closed is told apart from what this one has written', async () => {
    await enqueued('Before');
    world.messages = world.open();
    expect((await world.messages.read(space)).messages[0]?.source).toBe('written-before');
  });

  test('is let go of', async () => {
    const { context } = await enqueued('Never mind');
    await world.messages.forget(context);
    expect(await world.said()).toEqual([]);
  });

  test('cannot be sealed without a key, and is not kept then', async () => {
    world.entries.clear();
    await expect(enqueued('For nobody')).rejects.toMatchObject({ name: 'NoKeyError' });
    expect(await world.said()).toEqual([]);
  });

  test('is sealed with another key when that is told', async () => {
    world.has(second);
    await enqueued('With the old one', first);
    world.entries.delete(keyEntry('second'));
    world.messages = world.open();
    expect(await world.said()).toEqual(['With the old one']);
  });
});

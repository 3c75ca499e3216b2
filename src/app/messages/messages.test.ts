import 'fake-indexeddb/auto';
import type { Value } from 'backhaul/journal';
import {
  accountIdSchema,
  encodeMessagesPage,
  type Message,
  messageIdSchema,
  type SpaceId,
  spaceIdSchema,
} from 'backhaul/protocol';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CURRENT_KEY, keyEntry } from '../settings/names.ts';
import { CHANNEL } from './address.ts';
import type { SpacesChange } from './announcements.ts';
import type { Content } from './content.ts';
import type { ShownMessage } from './conversation.ts';
import { MessageStore } from './message-store.ts';
import { type Messages, openMessages } from './open-messages.ts';
import { sealMessage } from './sealed-message.ts';
import { type SpaceKey, sealingKeyOf } from './space-keys.ts';

const account = v.parse(accountIdSchema, 'a'.repeat(22));
const other = v.parse(accountIdSchema, 'b'.repeat(22));
const space: SpaceId = v.parse(spaceIdSchema, 's'.repeat(22));
const keyOf = (keyId: string, fill: number): SpaceKey => ({
  keyId,
  privateKey: new Uint8Array(57).fill(fill),
  publicKey: new Uint8Array(57).fill(fill + 1),
});
const first = keyOf('first', 1);
const second = keyOf('second', 5);
const idOf = (name: string) => v.parse(messageIdSchema, name.padEnd(22, '_'));
const text = (words: string, writtenAt = 900) => ({ kind: 'text', name: 'Bea', text: words, writtenAt }) as const;

let store: MessageStore;
let messages: Messages;
let told: SpacesChange[];
let arrived: ShownMessage[];
let keys: SpaceKey[];
let entries: Map<string, Value>;
/** What the server has of the channel, the oldest change first. */
let atServer: Message[];
let asked: string[];
let isDown: boolean;
let refusesKeys: boolean;
/** Pages that the server still answers. */
let pagesLeft: number;

const has = (key: SpaceKey, isCurrent = true) => {
  entries.set(keyEntry(key.keyId), { privateKey: key.privateKey, publicKey: key.publicKey });
  if (isCurrent) entries.set(CURRENT_KEY, key.keyId);
};
const write = async (name: string, content: Content, key = first, author = other) => {
  const message = idOf(name);
  const body = await sealMessage(await sealingKeyOf(key), key.keyId, { space, message, author }, content);
  atServer.push({ message, author, sentAt: 1_000 + atServer.length, cursor: atServer.length + 1, body });
};
const fetchPage = async (request: Request): Promise<Response> => {
  asked.push(request.url.slice(request.url.indexOf('?')));
  pagesLeft -= 1;
  if (isDown || pagesLeft < 0) return new Response(null, { status: 503 });
  const query = new URL(request.url).searchParams;
  const limit = Number(query.get('limit'));
  const before = query.get('before');
  const newest = atServer.at(-1)?.cursor ?? 0;
  if (before === null) {
    const since = Number(query.get('since'));
    const changed = atServer.filter(({ cursor }) => cursor > since);
    const page = changed.slice(0, limit);
    const more = changed.length > page.length;
    return answer({ messages: page, cursor: more ? (page.at(-1)?.cursor ?? since) : newest, more });
  }
  const older = atServer.filter((message) => 'body' in message && message.cursor < Number(before)).toReversed();
  const page = older.slice(0, limit);
  return answer({ messages: page, cursor: page.at(-1)?.cursor ?? Number(before), more: older.length > page.length });
};
const answer = (page: Parameters<typeof encodeMessagesPage>[0]) => new Response(encodeMessagesPage(page));
const joined = (cursor: number) => store.takeMemberships(new Map([[space, { role: 'owner', cursor }]]), 1);
const said = async () =>
  (await messages.read(space)).messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

beforeEach(async () => {
  [told, arrived, keys, entries, atServer, asked, isDown] = [[], [], [], new Map(), [], [], false];
  [refusesKeys, pagesLeft] = [false, Number.POSITIVE_INFINITY];
  store = await MessageStore.open(account);
  messages = open();
  has(first);
});
afterEach(async () => {
  store.close();
  await MessageStore.remove(account);
});

/** A page that has just been opened on the same device. */
function open(): Messages {
  return openMessages({
    account,
    journal: { collection: () => collection },
    store,
    fetch: fetchPage,
    origin: 'https://api.example',
    onKey: async (_space, key) => {
      if (refusesKeys) throw new Error('No room.');
      keys.push(key);
      has(key);
    },
    onArrived: async (_space, messages) => void arrived.push(...messages),
    tell: (change) => told.push(change),
    now: () => 5_000,
  });
}

const unused = () => {
  throw new Error('Nothing writes to the journal here.');
};
const collection = {
  name: 'space',
  get: async (key: string) => entries.get(key),
  list: unused,
  set: unused,
  delete: unused,
  watch: unused,
};

describe('what others have written', () => {
  test('is read once, opened here, and there without a network', async () => {
    await write('one', text('High water at four.'));
    await joined(1);
    await messages.pull(space);
    expect(await said()).toEqual(['High water at four.']);
    isDown = true;
    await expect(messages.pull(space)).rejects.toMatchObject({ name: 'NotReadError', status: 503 });
    expect(await said()).toEqual(['High water at four.']);
    isDown = false;
    await write('two', text('And low at ten.'));
    await messages.pull(space);
    expect(asked.at(-1)).toMatch(/^\?since=1&/);
    expect(await said()).toEqual(['High water at four.', 'And low at ten.']);
    expect(told).toContainEqual({ kind: 'messages', space });
  });

  test('is nothing of a space that nobody has told of', async () => {
    await write('one', text('High water at four.'));
    await messages.pull(space);
    expect([await said(), asked]).toEqual([[], []]);
  });

  test('a long story is read from its end, and earlier pages when asked for', async () => {
    for (let place = 0; place < 250; place += 1) await write(`m${place}`, text(String(place)));
    await joined(250);
    await messages.pull(space);
    const shown = await messages.read(space);
    expect([shown.messages.length, shown.hasEarlier]).toEqual([100, true]);
    await messages.pullEarlier(space);
    await messages.pullEarlier(space);
    await messages.pullEarlier(space);
    expect(await said()).toEqual(Array.from({ length: 250 }, (_, place) => String(place)));
    expect((await messages.read(space)).hasEarlier).toBe(false);
  });

  test('what comes while the first page is read is not missed', async () => {
    await write('one', text('One'));
    await joined(1);
    await write('two', text('Two')); // After the list of spaces was answered.
    await messages.pull(space);
    await write('three', text('Three'));
    await messages.pull(space);
    expect(await said()).toEqual(['One', 'Two', 'Three']);
  });

  test('what others write is told of once, and nothing of what was there before, or was written by oneself', async () => {
    await write('one', text('Long ago'));
    await joined(1);
    await messages.pull(space);
    expect(arrived).toEqual([]);
    await write('two', text('Now'));
    await write('three', text('Mine'), first, account);
    await messages.pull(space);
    await messages.pull(space);
    expect(arrived.map(({ message }) => message)).toEqual([idOf('two')]);
  });

  test('is told with the time when it was written, and never a later one than when it arrived', async () => {
    await write('one', text('In the tunnel', 10));
    await write('two', text('By a clock that is ahead', 9_000_000));
    await joined(2);
    await messages.pull(space);
    expect((await messages.read(space)).messages.map(({ at }) => at)).toEqual([10, 1_001]);
  });

  test('a deletion takes it away', async () => {
    await write('one', text('One'));
    await joined(1);
    await messages.pull(space);
    atServer.push({ message: idOf('one'), author: other, sentAt: 1, cursor: 2, isDeleted: true });
    await messages.pull(space);
    expect(await said()).toEqual([]);
  });

  test('a key that a message brings is taken in, and opens what follows on the same page', async () => {
    await write('key', { kind: 'key', name: 'Bea', ...second });
    await write('two', text('Sealed with the new one.'), second);
    await joined(2);
    await messages.pull(space);
    expect(keys.map(({ keyId }) => keyId)).toEqual(['second']);
    expect(await said()).toEqual(['key', 'Sealed with the new one.']);
  });

  test('a key is taken in before its page counts as read: what cut that off does it again', async () => {
    await write('one', text('One'));
    await joined(1);
    await messages.pull(space);
    await write('key', { kind: 'key', name: 'Bea', ...second });
    for (let place = 0; place < 100; place += 1) await write(`m${place}`, text(String(place)), second);
    pagesLeft = 1;
    await expect(messages.pull(space)).rejects.toThrow();
    expect(keys.map(({ keyId }) => keyId)).toEqual(['second']);
    [pagesLeft, refusesKeys] = [Number.POSITIVE_INFINITY, true];
    const third = keyOf('third', 9);
    await write('another', { kind: 'key', name: 'Bea', ...third }, second);
    await expect(messages.pull(space)).rejects.toThrow('No room.');
    refusesKeys = false;
    await messages.pull(space);
    expect(keys.map(({ keyId }) => keyId)).toEqual(['second', 'third']);
  });

  test('a key that an earlier page brings opens what was shown without it', async () => {
    await write('key', { kind: 'key', name: 'Bea', ...second });
    for (let place = 0; place < 120; place += 1) await write(`m${place}`, text(String(place)), second);
    await joined(121);
    await messages.pull(space);
    expect(new Set(await said())).toEqual(new Set(['sealed']));
    await messages.pullEarlier(space);
    expect((await said()).filter((words) => words === 'sealed')).toEqual([]);
  });

  test('a server that moves a message that was opened here, or gives it to somebody else, is found out', async () => {
    await write('one', text('Pay the bearer.'));
    await joined(1);
    await messages.pull(space);
    expect(await said()).toEqual(['Pay the bearer.']);
    const [message] = atServer;
    if (message === undefined || !('body' in message)) throw new Error('It was written.');
    await store.takePage(space, [{ ...message, space, author: account, body: message.body }], { newest: 2 });
    expect((await messages.read(space)).messages[0]?.content).toEqual({ kind: 'sealed', reason: 'not-authentic' });
  });

  test('pages that are read at once, in two tabs, go no step back, and tell of nothing twice', async () => {
    for (let place = 0; place < 120; place += 1) await write(`m${place}`, text(String(place)));
    await joined(120);
    await messages.pull(space);
    const another = open();
    await write('late', text('Late'));
    await Promise.all([messages.pull(space), another.pullEarlier(space), another.pull(space)]);
    expect(await store.space(space)).toMatchObject({ read: { newest: 121, oldest: 1, hasEarlier: false } });
    expect(arrived.map(({ message }) => message)).toEqual([idOf('late')]);
  });

  test('what is read of a space that was removed meanwhile is not kept', async () => {
    await write('one', text('One'));
    await joined(1);
    const pulling = messages.pull(space);
    await store.forgetSpace(space);
    await pulling;
    expect([await said(), await store.space(space)]).toEqual([[], undefined]);
  });

  test('what no key is there for is shown as such, and opened once the key has come', async () => {
    await write('one', text('For later'), second);
    await joined(1);
    await messages.pull(space);
    expect((await messages.read(space)).messages[0]?.content).toEqual({ kind: 'sealed', reason: 'unknown-key' });
    has(second, false);
    expect(await said()).toEqual(['For later']);
  });

  test('a server that shows it as of somebody else is found out', async () => {
    await write('one', text('Pay the bearer.'));
    const [message] = atServer;
    atServer = message === undefined ? [] : [{ ...message, author: account }];
    await joined(1);
    await messages.pull(space);
    expect((await messages.read(space)).messages[0]?.content).toEqual({ kind: 'sealed', reason: 'not-authentic' });
  });
});

describe('what is written here', () => {
  const enqueued = async (words: string, key?: SpaceKey) => {
    const context = messages.compose(space, text(words), key);
    return { context, request: await messages.sendTask.request(context) };
  };

  test('is shown before it is kept, and kept sealed before it is enqueued', async () => {
    const context = messages.compose(space, text('At nine.'));
    expect(messages.composed(context)).toMatchObject({ source: 'written-here', content: { text: 'At nine.' } });
    const request = await messages.sendTask.request(context);
    expect(new URL(request.url).pathname).toBe(`/v1/spaces/${space}/channels/${CHANNEL}/messages/${context.message}`);
    const body = new TextDecoder('latin1').decode(await request.arrayBuffer());
    expect(body).not.toContain('At nine.');
    expect(await messages.read(space)).toMatchObject({ messages: [{ source: 'written-here', at: 5_000 }] });
    expect(messages.composed(context)).toBeUndefined();
  });

  test('comes after what the server has, and once when it has come back from there', async () => {
    const { context, request } = await enqueued('Mine');
    await write('one', text('Theirs'));
    await joined(1);
    await messages.pull(space);
    expect(await said()).toEqual(['Theirs', 'Mine']);
    const body = new Uint8Array(await request.arrayBuffer());
    atServer.push({ message: context.message, author: account, sentAt: 9, cursor: 2, body });
    await messages.pull(space);
    const shown = (await messages.read(space)).messages;
    expect(shown.map(({ source }) => source)).toEqual(['server', 'server']);
    expect(await store.outgoingOf(space)).toEqual([]);
  });

  test('in a page that is closed is told apart from what this one has written', async () => {
    await enqueued('Before');
    messages = open();
    expect((await messages.read(space)).messages[0]?.source).toBe('written-before');
  });

  test('is let go of', async () => {
    const { context } = await enqueued('Never mind');
    await messages.forget(context);
    expect(await said()).toEqual([]);
  });

  test('cannot be sealed without a key, and is not kept then', async () => {
    entries.clear();
    await expect(enqueued('For nobody')).rejects.toMatchObject({ name: 'NoKeyError' });
    expect(await said()).toEqual([]);
  });

  test('is sealed with another key when that is told', async () => {
    has(second);
    await enqueued('With the old one', first);
    entries.delete(keyEntry('second'));
    messages = open();
    expect(await said()).toEqual(['With the old one']);
  });
});

test('rows that another version wrote count as not there', async () => {
  await joined(1);
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(`backhaul-app-messages:${account}`);
    opening.addEventListener('success', () => resolve(opening.result));
  });
  const put = database.transaction('outgoing', 'readwrite').objectStore('outgoing').put({ message: 'odd', space });
  await new Promise((resolve) => put.addEventListener('success', resolve));
  database.close();
  expect(await said()).toEqual([]);
});

test('a space that is left takes its messages along', async () => {
  await write('one', text('One'));
  await joined(1);
  await messages.pull(space);
  await store.forgetSpace(space);
  expect([await said(), await store.spaces()]).toEqual([[], []]);
});

test('a space is unread from what others write after it was listed, until somebody looks at it', async () => {
  await write('before', text('Before'));
  await joined(1);
  await messages.pull(space);
  expect(await store.noteSeen(space)).toBe(false);
  await write('mine', text('Mine'), first, account);
  await messages.pull(space);
  expect(await store.noteSeen(space)).toBe(false);
  await write('theirs', text('Theirs'));
  await messages.pull(space);
  expect([await store.noteSeen(space), await store.noteSeen(space)]).toEqual([true, false]);
});

test('a space is news only when it has come further than this device knows', async () => {
  expect(await store.tell(space, 1)).toBe(false); // The list names it, which follows.
  await write('one', text('One'));
  await joined(1);
  expect(await store.tell(space, 1)).toBe(false);
  expect(await store.tell(space, 2)).toBe(true);
  await messages.pull(space);
  expect(await store.tell(space, 1)).toBe(false);
  expect(await store.tell(space, 3)).toBe(true);
});

test('what the server lists replaces roles, and keeps how far a space was read', async () => {
  await write('one', text('One'));
  await joined(1);
  await messages.pull(space);
  await store.takeMemberships(new Map(), 7);
  expect(await store.space(space)).toMatchObject({ role: null, read: { newest: 1 } });
  expect(await store.listedAt()).toBe(7);
});

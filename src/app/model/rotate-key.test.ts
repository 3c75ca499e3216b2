import 'fake-indexeddb/auto';
import type { Client } from 'backhaul';
import type { Change, Value } from 'backhaul/journal';
import { accountIdSchema, messageIdSchema, type SpaceId, spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MessageStore } from '../messages/message-store.ts';
import { sendMessageTask } from '../messages/message-tasks.ts';
import type { Messages } from '../messages/open-messages.ts';
import { CURRENT_KEY, keyEntry } from '../settings/names.ts';
import type { ConversationsView } from './conversations-view.ts';
import { announceOwed, rotateKey } from './rotate-key.ts';
import { takeKey } from './take-key.ts';

const account = v.parse(accountIdSchema, 'a'.repeat(22));
const space: SpaceId = v.parse(spaceIdSchema, 's'.repeat(22));
const key = (keyId: string) => ({
  keyId,
  privateKey: new Uint8Array(57).fill(1),
  publicKey: new Uint8Array(57).fill(2),
});

let store: MessageStore;
let entries: Map<string, Value>;
let announced: { readonly keyId: string; readonly sealedWith: string | undefined; readonly after: readonly string[] }[];
let refuses: boolean;
let role: 'owner' | undefined;

beforeEach(async () => {
  store = await MessageStore.open(account);
  const { keyId, ...halves } = key('first');
  entries = new Map<string, Value>([
    [keyEntry(keyId), halves],
    [CURRENT_KEY, keyId],
  ]);
  [announced, refuses, role] = [[], false, 'owner'];
});
afterEach(async () => {
  store.close();
  await MessageStore.remove(account);
});

const unused = () => {
  throw new Error('Nothing here does that.');
};
const parts = () => {
  const composed: (typeof announced)[number][] = [];
  const messages: Pick<Messages, 'compose' | 'sendTask'> = {
    compose: (_space, content, sealedWith) => {
      if (content.kind === 'key') composed.push({ keyId: content.keyId, sealedWith: sealedWith?.keyId, after: [] });
      return { space, message: v.parse(messageIdSchema, crypto.randomUUID()) };
    },
    sendTask: sendMessageTask({ origin: 'https://api.example', bodyOf: async () => new Uint8Array() }),
  };
  const enqueue: Client['enqueue'] = (_task, _context, options) => {
    const stored = refuses ? Promise.reject(new Error('Full.')) : Promise.resolve();
    const [last] = composed.splice(-1);
    if (!refuses && last !== undefined) announced.push({ ...last, after: options?.dependsOn ?? [] });
    return { id: 'message', stored, settled: new Promise(() => undefined) };
  };
  const save = async (changes: readonly Change[]) => {
    for (const change of changes) if ('value' in change) entries.set(change.key, change.value);
    return {
      kind: 'enqueued',
      receipts: [{ id: 'keys', stored: Promise.resolve(), settled: new Promise<never>(() => undefined) }],
    } as const;
  };
  const view: ConversationsView = () => ({
    spaces: [{ id: space, name: 'Hub', order: 0, keys: 1, bytes: 114 }],
    joined: { listedAt: 1, roles: new Map(role === undefined ? [] : [[space, role]]), unread: new Set() },
    profile: { displayName: 'Ada', bio: '', avatar: null },
    collectionNames: new Map(),
    muted: new Set(),
    preferences: { theme: 'system', notifications: true, language: 'en' },
  });
  const collection = {
    name: 'space',
    get: async (name: string) => entries.get(name),
    list: unused,
    set: unused,
    delete: unused,
    watch: unused,
  };
  return {
    journal: { collection: () => collection },
    client: { enqueue, tasks: () => [] },
    messages,
    store,
    save,
    view,
  };
};

test('members are told of a new key by the old one, once the key itself is delivered', async () => {
  await rotateKey(parts(), space);
  const current = entries.get(CURRENT_KEY);
  expect(current).not.toBe('first');
  expect(announced).toEqual([{ keyId: current, sealedWith: 'first', after: ['keys'] }]);
  expect(await store.owed()).toEqual([]);
});

test('what could not be told is owed, and told at the next opening; a key that was taken back is not', async () => {
  refuses = true;
  await expect(rotateKey(parts(), space)).rejects.toThrow('Full.');
  refuses = false;
  await announceOwed(parts());
  expect(announced).toMatchObject([{ keyId: entries.get(CURRENT_KEY), sealedWith: 'first' }]);
  await announceOwed(parts());
  expect(announced).toHaveLength(1);

  await store.owe({ space, keyId: 'taken back', sealedWith: 'first' });
  await announceOwed(parts());
  expect([announced.length, await store.owed()]).toEqual([1, []]);
});

test('where nobody else is, nobody is told', async () => {
  role = undefined;
  await rotateKey(parts(), space);
  expect(announced).toEqual([]);
});

test('a key that comes is the current one only where the one that it was sealed with is', async () => {
  await takeKey(parts(), space, key('second'), 'first');
  expect(entries.get(CURRENT_KEY)).toBe('second');
  await takeKey(parts(), space, key('old'), 'first');
  await takeKey(parts(), space, key('first'), 'second');
  expect([entries.get(CURRENT_KEY), entries.has(keyEntry('old'))]).toEqual(['second', true]);
});

test('a key for a space that is gone is refused, to be told again', async () => {
  const gone = { ...parts(), view: () => ({ ...parts().view(), spaces: [] }) };
  await expect(takeKey(gone, space, key('second'), 'first')).rejects.toThrow(/not among/);
});

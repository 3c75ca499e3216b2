import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import {
  type AccountId,
  accountIdSchema,
  type BatchAnswerItem,
  CBOR,
  CLOCK_AHEAD_LIMIT,
  chunksPath,
  decodeCbor,
  encodeChunks,
  encodeDelta,
  entriesPath,
  IDEMPOTENCY_KEY,
  partPath,
  type SentEntry,
  type SpaceId,
  spaceIdSchema,
  stopsLane,
} from '../../src/protocol/index.ts';
import type { Handler } from '../handler/create-handler.ts';
import type { IdempotencyRecord, Store } from '../store/store.ts';
import { sendBatch } from '../testing/batch-requests.ts';
import { chunkAt, chunkIdAt, entryInChunks } from '../testing/chunk-requests.ts';
import { failingAt } from '../testing/failing-store.ts';
import { NOW, ORIGIN, openHandler } from '../testing/open-handler.ts';
import { OCTETS, partIdOf } from '../testing/part-requests.ts';
import { clockAt, tombstone, valueEntry } from '../testing/samples.ts';
import {
  type Asked,
  foundAsked,
  inviteAsked,
  joinAsked,
  leaveAsked,
  sendAsked,
  unsendAsked,
} from '../testing/space-requests.ts';
import { CAROL, GENERAL, inviteIdOf, SECRET } from '../testing/space-samples.ts';

const KEYS = ['key-00001', 'key-00002', 'key-00003', 'key-00004', 'key-00005', 'key-broken'];
const FAILURES = { 'key-broken': new RangeError('broken') };

const PART = Uint8Array.of(1, 2, 3);
const CHUNKS = [chunkAt(1, 2), chunkAt(2)];

/** `account` is one of two, 0 or 1: the first is the one that asks. A delta without entries has a body that is none. */
interface Item {
  readonly key: string;
  readonly lane: number | null;
  readonly account: number;
  readonly effect: 'save' | 'remove' | 'put' | 'keep' | 'found' | 'invite' | 'join' | 'leave' | 'send' | 'unsend';
  /** One of two, 0 or 1: the first is there already, and another's who has invited everybody. */
  readonly space: number;
  readonly entries: readonly SentEntry[];
}

const times = fc.constantFrom(1, 2, 3, NOW + 2 * CLOCK_AHEAD_LIMIT);

const entry: fc.Arbitrary<SentEntry> = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), times, fc.constantFrom(0, 1, 2, 'gone', 'parts', 'chunks'))
  .map(([id, time, value]) => {
    if (value === 'gone') return tombstone(id, time);
    if (value === 'chunks') return entryInChunks(id, time, 1);
    if (typeof value === 'string') return { id, clock: clockAt(time), isTombstone: false, parts: [partIdOf(PART)] };
    return valueEntry(id, time, value);
  });

const item: fc.Arbitrary<Item> = fc.record({
  key: fc.constantFrom(...KEYS),
  lane: fc.constantFrom(null, 0, 1),
  account: fc.constantFrom(0, 0, 0, 1),
  effect: fc.oneof(
    fc.constantFrom('save', 'save', 'put', 'keep', 'remove'),
    fc.constantFrom('found', 'invite', 'join', 'join', 'leave', 'send', 'send', 'unsend'),
  ),
  space: fc.constantFrom(0, 1),
  entries: fc.uniqueArray(entry, { maxLength: 3, selector: ({ id }) => id }),
});

/** A server at which one key always fails after it has written. */
async function openFailing() {
  const { store } = await openHandler();
  const { handler } = await openHandler({ store: failingAt(store, FAILURES) });
  return { store, handler };
}

function requestOf({ effect, entries, space: which, key }: Item, account: AccountId, spaces: readonly SpaceId[]) {
  const space = spaces[which]!;
  switch (effect) {
    case 'save': {
      const body = entries.length === 0 ? Uint8Array.of(0xff) : encodeDelta(entries);
      return { method: 'PATCH', path: entriesPath(account), headers: { 'content-type': CBOR }, body };
    }
    case 'remove':
      return { method: 'DELETE', path: entriesPath(account), headers: {}, body: null };
    case 'put':
      return {
        method: 'PUT',
        path: partPath(account, partIdOf(PART)),
        headers: { 'content-type': OCTETS },
        body: PART,
      };
    case 'keep':
      return {
        method: 'PUT',
        path: chunksPath(account),
        headers: { 'content-type': CBOR },
        body: encodeChunks(CHUNKS),
      };
    case 'found':
      return plain(foundAsked(space));
    case 'invite':
      return plain(inviteAsked({ uses: 1 }, SECRET, space));
    case 'join':
      return plain(joinAsked(account, SECRET, space));
    case 'leave':
      return plain(leaveAsked(account, space));
    case 'send':
      return plain(sendAsked(key.slice(-1), Uint8Array.of(entries.length), space));
    case 'unsend':
      return plain(unsendAsked(1, space));
  }
}

function plain({ method, path, type, body }: Asked) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? null);
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  return { method, path, headers, body: bytes };
}

interface Named {
  readonly accounts: readonly AccountId[];
  readonly spaces: readonly SpaceId[];
}

async function sendOneByOne(handler: Handler, items: readonly Item[], { accounts, spaces }: Named) {
  const stopped = new Set<number>();
  const responses: (Response | null)[] = [];
  for (const item of items) {
    const isPassedOver = item.lane !== null && stopped.has(item.lane);
    const { method, path, headers, body } = requestOf(item, accounts[item.account]!, spaces);
    const whose = { Authorization: `Bearer ${accounts[0]}` };
    const init = { method, headers: { ...headers, ...whose, [IDEMPOTENCY_KEY]: item.key }, body };
    const request = new Request(`${ORIGIN}${path}`, init);
    const response = isPassedOver ? null : await handler(request);
    if (response !== null && item.lane !== null && stopsLane(response.status)) stopped.add(item.lane);
    responses.push(response);
  }
  return responses;
}

async function sendTogether(handler: Handler, items: readonly Item[], { accounts, spaces }: Named) {
  const requests = items.map((item) => {
    const { method, path, headers, body } = requestOf(item, accounts[item.account]!, spaces);
    return [item.key, item.lane, method, path, headers, body];
  });
  return await sendBatch(handler, requests, accounts[0]);
}

/** The response as a batch would tell it: of its headers, those that the answer could have. */
async function asAnswer(response: Response | null): Promise<BatchAnswerItem> {
  if (response === null) return null;
  const names = ['Cache-Control', 'Content-Type', 'Idempotent-Replayed', 'Retry-After', 'Allow'];
  const headers = names.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)]] : []));
  return [response.status, Object.fromEntries(headers), new Uint8Array(await response.arrayBuffer())];
}

/** Somebody else's space, with an invite that is good for one. */
async function makeOthers(store: Store, space: SpaceId): Promise<void> {
  await store.transact(CAROL, async (transaction) => {
    const made = await transaction.foundSpace(space);
    await made?.members.add({ account: CAROL, role: 'owner', joinedAt: 1 });
    await made?.invites.put({ invite: inviteIdOf(SECRET), uses: 1 });
  });
}

/** What is kept of an answer to a delta ends with the account's generation, which is random. */
function comparable(record: IdempotencyRecord | undefined) {
  if (record?.answer.contentType !== 'application/x-backhaul-kept-delta') return record;
  const [from, to, winners] = v.parse(v.array(v.unknown()), decodeCbor(record.answer.body));
  return { ...record, answer: { from, to, winners } };
}

async function stateOf(store: Store, { accounts, spaces }: Named) {
  const states = accounts.map(async (account) => ({
    page: await store.changes(account, { since: 0, entries: 1000, bytes: 1_000_000 }),
    cursor: await store.cursorOf(account),
    usage: await store.transact(account, async (transaction) => transaction.usage),
    spaces: await store.spaces.listOf(account),
    parts: await store.transact(account, (transaction) => transaction.findParts([partIdOf(PART)])),
    chunks: await store.transact(account, ({ chunks }) => chunks.findHeads([1, 2].map(chunkIdAt))),
    records: await store.transact(account, (transaction) =>
      Promise.all(KEYS.map(async (key) => comparable(await transaction.findRecord(key)))),
    ),
  }));
  const bounds = { since: 0, until: 1000, entries: 100, bytes: 1_000_000 };
  const inSpaces = spaces.map(async (space) => ({
    members: await store.spaces.listMembers(space),
    messages: await store.spaces.changesIn({ space, channel: GENERAL }, bounds),
  }));
  return [await Promise.all(states), await Promise.all(inSpaces)];
}

it('ends in the state and the answers that the same requests have one after the other', {
  timeout: 60_000,
}, async () => {
  const alone = await openFailing();
  const together = await openFailing();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 12 }), async (items) => {
      run += 1;
      const accounts = ['first', 'other'].map((name) => v.parse(accountIdSchema, `${name}-account-${run}`));
      const spaces = ['first', 'other'].map((name) => v.parse(spaceIdSchema, `${name}-${run}`.padEnd(22, '_')));
      const named = { accounts, spaces };
      for (const { store } of [alone, together]) await makeOthers(store, spaces[0]!);
      const responses = await sendOneByOne(alone.handler, items, named);
      const answers = await sendTogether(together.handler, items, named);
      expect(answers).toEqual(await Promise.all(responses.map(asAnswer)));
      expect(await stateOf(together.store, named)).toEqual(await stateOf(alone.store, named));
    }),
    { numRuns: 150 },
  );
});

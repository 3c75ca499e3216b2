import { Tokenizer } from 'cborg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BATCH_ITEMS,
  BATCH_PATH,
  CBOR,
  chunksPath,
  clockToBytes,
  DELTA_ENTRIES,
  devicePath,
  encodeCbor,
  entriesPath,
  IDEMPOTENCY_KEY,
  invitePath,
  JSON_MEDIA,
  memberPath,
  messagePath,
  partPath,
  spacePath,
  VALUE_PARTS,
} from '../../src/protocol/index.ts';
import { batchRequest, sendBatch } from '../testing/batch-requests.ts';
import { NOW, ORIGIN, openHandler, patch, problemIn } from '../testing/open-handler.ts';
import { OCTETS, partIdOf } from '../testing/part-requests.ts';
import { BOB, clockAt } from '../testing/samples.ts';
import { newAccount, openSigned, registered, signAs, signAsAccount } from '../testing/signed-requests.ts';
import { GENERAL, HOME, inviteIdOf, messageNamed, SECRET } from '../testing/space-samples.ts';
import { streamed } from '../testing/streamed.ts';

const victim = newAccount().id;

/** Every route that takes a body, but for those that the key of an account is there for. */
const EFFECTS: readonly (readonly [method: string, path: string, type: string])[] = [
  ['PATCH', entriesPath(victim), CBOR],
  ['DELETE', entriesPath(victim), ''],
  ['PUT', partPath(victim, partIdOf(Uint8Array.of(1))), OCTETS],
  ['PUT', chunksPath(victim), CBOR],
  ['PUT', spacePath(HOME), ''],
  ['PUT', invitePath(HOME, inviteIdOf(SECRET)), JSON_MEDIA],
  ['DELETE', invitePath(HOME, inviteIdOf(SECRET)), ''],
  ['PUT', memberPath(HOME, victim), JSON_MEDIA],
  ['PUT', messagePath(HOME, GENERAL, messageNamed(1)), OCTETS],
  ['DELETE', messagePath(HOME, GENERAL, messageNamed(1)), ''],
  ['POST', BATCH_PATH, CBOR],
];
const ON_DEVICES = [
  ['PUT', devicePath(victim, newAccount().device.id), JSON_MEDIA],
  ['DELETE', devicePath(victim, newAccount().device.id), ''],
] as const;

/** The request with a body of which it can be told whether anybody has asked for it. */
function watched(request: Request) {
  const asked = { pulls: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        asked.pulls += 1;
        controller.enqueue(new Uint8Array(100_000));
        if (asked.pulls === 40) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { request: streamed(request, body), asked };
}

function requestOf([method, path, type]: readonly [string, string, string]): Request {
  const headers = new Headers({ [IDEMPOTENCY_KEY]: 'key-00001', ...(type && { 'Content-Type': type }) });
  return new Request(`${ORIGIN}${path}`, { method, headers });
}

describe('the body of a stranger is never asked for', () => {
  it.each(EFFECTS)('by a key that was never registered: %s %s', async (...route) => {
    const { handler } = await openSigned();
    const { request, asked } = watched(await signAsAccount(newAccount(), requestOf(route)));
    expect(await problemIn(await handler(request))).toMatchObject({ status: 403, code: 'foreign-account' });
    expect(asked.pulls).toBe(0);
  });

  it.each([...EFFECTS.filter(([, path]) => path.includes(victim)), ...ON_DEVICES])(
    'by a device of another account: %s %s',
    async (...route) => {
      const { handler } = await openSigned();
      const { request, asked } = watched(await signAs(await registered(handler), requestOf(route)));
      expect(await problemIn(await handler(request))).toMatchObject({ status: 403, code: 'foreign-account' });
      expect(asked.pulls).toBe(0);
    },
  );

  it.each(ON_DEVICES)('by the key of another account: %s %s', async (...route) => {
    const { handler } = await openSigned();
    const { request, asked } = watched(await signAsAccount(newAccount(), requestOf(route)));
    expect(await problemIn(await handler(request))).toMatchObject({ status: 403, code: 'foreign-account' });
    expect(asked.pulls).toBe(0);
  });

  it('nor parsed where it is that of an item', async () => {
    const { handler } = await openHandler();
    const read = countTokens();
    const bomb = new Uint8Array(100_000).fill(0xa0);
    const item = ['key-00001', null, 'PATCH', entriesPath(BOB), { 'content-type': CBOR }, bomb];
    const [answer] = await sendBatch(handler, [item]);
    expect(answer?.[0]).toBe(403);
    // The batch, and the test's own reading of the answer.
    expect(read()).toBeLessThan(100);
  });
});

/** How many items of CBOR were read since. */
function countTokens(): () => number {
  const spy = vi.spyOn(Tokenizer.prototype, 'next');
  onTestFinished(() => spy.mockRestore());
  return () => spy.mock.calls.length;
}

describe('a body that is made of nothing but items', () => {
  const bomb = (begun: readonly number[], byte: number) => {
    const count = 4_000_000;
    const body = new Uint8Array(begun.length + 5 + count).fill(byte);
    body.set([...begun, 0x9a, count >>> 24, (count >> 16) & 255, (count >> 8) & 255, count & 255]);
    return body;
  };
  const delta = [0x82, 0x01];
  const batch = [0xa1, 0x68, ...new TextEncoder().encode('requests')];

  it.each([
    ['empty maps', 0xa0],
    ['empty lists', 0x80],
    ['empty texts', 0x60],
    ['empty bytes', 0x40],
    ['numbers', 0x01],
  ])('is not read to its end: %s', async (_, byte) => {
    const { handler } = await openHandler();
    const read = countTokens();
    const asDelta = await handler(patch({ body: bomb(delta, byte), key: 'key-00001' }));
    expect(await problemIn(asDelta)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(read()).toBeLessThan(10_100);
    const asBatch = await handler(batchRequest(bomb(batch, byte)));
    expect(await problemIn(asBatch)).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(read()).toBeLessThan(60_200);
  });

  it('is taken when it is as large as the protocol lets it be', async () => {
    const { handler } = await openHandler({ bodyLimit: 16 * 2 ** 20 });
    const part = partIdOf(Uint8Array.of(1));
    const parts = new Array(VALUE_PARTS).fill(part);
    const entries = Array.from({ length: DELTA_ENTRIES }, (_, index) => [
      `e${index}`,
      clockToBytes(clockAt(NOW)),
      false,
      parts,
    ]);
    const answer = await handler(patch({ body: encodeCbor([1, entries]), key: 'key-00001' }));
    // They would all be there, if only the part were.
    expect(await problemIn(answer)).toMatchObject({ code: 'parts-missing' });
    const headers = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, '1']));
    const items = Array.from({ length: BATCH_ITEMS }, () => ['key-00001', null, 'GET', '/', headers, null]);
    expect(await sendBatch(handler, items)).toHaveLength(BATCH_ITEMS);
  });
});

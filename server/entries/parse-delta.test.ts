import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import {
  accountIdSchema,
  clockToBytes,
  decodeDelta,
  type Entry,
  encodeCbor,
  encodeDelta,
  entriesPath,
  MalformedBodyError,
} from '../../src/protocol/index.ts';
import { ORIGIN, openHandler, patch } from '../testing/open-handler.ts';
import { clockAt } from '../testing/samples.ts';

const NOTHING = Symbol('nothing that CBOR has a form for');

const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Uint8Array.from(array));

/** Mostly what it should be. */
const mostly = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: fc.anything() });

const nearlyEntry = fc.tuple(
  mostly(fc.string({ unit: 'binary', maxLength: 4 })),
  mostly(fc.oneof(fc.constant(clockToBytes(clockAt(1))), fc.uint8Array({ minLength: 15, maxLength: 17 }))),
  mostly(fc.boolean()),
  mostly(fc.oneof(bytes, fc.array(mostly(fc.constant('A'.repeat(22))), { maxLength: 3 }))),
);

const nearlyDelta = fc.tuple(mostly(fc.constant(1)), mostly(fc.array(mostly(nearlyEntry), { maxLength: 3 })));

/** Whatever of it CBOR has a form for. */
function asCbor(value: unknown): Uint8Array<ArrayBuffer> | typeof NOTHING {
  try {
    return encodeCbor(value);
  } catch {
    return NOTHING;
  }
}

const cbor = fc.oneof(nearlyDelta, fc.anything()).map(asCbor);
const bodies = cbor.filter((body) => body !== NOTHING);

it('decodes any bytes to a delta, or says in one of two ways that they are none', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, bodies), (body) => {
      try {
        expect(decodeDelta(body).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error instanceof MalformedBodyError || v.isValiError(error)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

it('answers any bytes with 400, and never with 500', { timeout: 60_000 }, async () => {
  const { handler, logged } = await openHandler();
  await fc.assert(
    fc.asyncProperty(bytes, async (body) => {
      expect((await handler(patch({ body, key: 'key-00001' }))).status).toBe(400);
    }),
    { numRuns: 1000 },
  );
  expect(logged).toEqual([]);
});

it('answers whatever is CBOR, or looks nearly like a delta, with 200, 400 or 409, and never with 500', {
  timeout: 60_000,
}, async () => {
  const { handler, logged } = await openHandler();
  const statuses = new Set<number>();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      count += 1;
      const { status } = await handler(patch({ body, key: `key-${count}-x` }));
      expect([200, 400, 409]).toContain(status);
      statuses.add(status);
    }),
    { numRuns: 2000 },
  );
  expect(statuses).toEqual(new Set([200, 400, 409]));
  expect(logged).toEqual([]);
});

function issuesIn(body: Uint8Array): number {
  try {
    decodeDelta(body);
    return 0;
  } catch (error) {
    if (v.isValiError(error)) return error.issues.length;
    throw error;
  }
}

it.each([
  ['entries', [1, new Array(1000).fill(0)]],
  ['parts', [1, [['a', clockToBytes(clockAt(1)), false, new Array(1000).fill(0)]]]],
  ['ids', [1, new Array(1000).fill(['', clockToBytes(clockAt(1)), false, new Uint8Array()])]],
])('stops at the first of many wrong %s: millions would cost gigabytes to list', (_, body) => {
  expect(issuesIn(encodeCbor(body))).toBe(1);
});

it('gives back every id, value and tombstone that it took', { timeout: 60_000 }, async () => {
  const { handler, store } = await openHandler();
  const entries: fc.Arbitrary<Entry[]> = fc.uniqueArray(
    fc.record({
      id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((id) => !id.includes('\0')),
      clock: fc.constant(clockAt(1)),
      isTombstone: fc.boolean(),
      value: bytes,
    }),
    { minLength: 1, maxLength: 5, selector: ({ id }) => id },
  );
  let count = 0;
  await fc.assert(
    fc.asyncProperty(entries, async (taken) => {
      count += 1;
      const account = v.parse(accountIdSchema, `account-${count}`);
      const url = `${ORIGIN}${entriesPath(account)}`;
      expect((await handler(patch({ url, key: 'key-00001', body: encodeDelta(taken) }))).status).toBe(200);
      const page = await store.changes(account, { since: 0, entries: 10, bytes: 1000 });
      expect(page.entries).toEqual(taken);
    }),
  );
});

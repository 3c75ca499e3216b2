import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { accountIdSchema, encodeCbor, entrySchema } from '../../src/protocol/index.ts';
import { openHandler, patch } from '../testing/open-handler.ts';
import { clockAt } from '../testing/samples.ts';

const media = fc.constantFrom('application/cbor', 'application/json');

const nearlyEntry = fc.record(
  {
    id: fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.anything()),
    clock: fc.oneof(fc.constant(clockAt(1)), fc.string()),
    value: fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.string({ maxLength: 4 }), fc.anything()),
    tombstone: fc.oneof(fc.constant(true), fc.anything()),
    extra: fc.anything(),
  },
  { requiredKeys: [] },
);

const nearlyBatch = fc.record({ entries: fc.oneof(fc.array(nearlyEntry, { maxLength: 3 }), fc.anything()) });

function asBody(type: string, value: unknown): string | Uint8Array<ArrayBuffer> {
  try {
    return type === 'application/cbor' ? encodeCbor(value) : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}

it('answers any bytes with 400', async () => {
  const { handler, logged } = await openHandler();
  const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Uint8Array.from(array));
  await fc.assert(
    fc.asyncProperty(media, bytes, async (type, body) => {
      expect((await handler(patch({ type, body, key: 'key-00001' }))).status).toBe(400);
    }),
    { numRuns: 1000 },
  );
  expect(logged).toEqual([]);
});

it('answers whatever looks nearly like a batch with 200 or 400', async () => {
  const { handler, logged } = await openHandler();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(media, nearlyBatch, async (type, value) => {
      count += 1;
      const { status } = await handler(patch({ type, body: asBody(type, value), key: `key-${count}-x` }));
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 1000 },
  );
  expect(logged).toEqual([]);
});

it('gives back every id and value that it took', async () => {
  const { handler, store } = await openHandler();
  const entries = fc.uniqueArray(
    fc.record({
      id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((id) => !id.includes('\0')),
      clock: fc.constant(clockAt(1)),
      value: fc.uint8Array({ maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 5, selector: ({ id }) => id },
  );
  let count = 0;
  await fc.assert(
    fc.asyncProperty(entries, async (taken) => {
      count += 1;
      const account = v.parse(accountIdSchema, `account-${count}`);
      const url = `http://backhaul.test/v1/accounts/${account}/settings`;
      const body = encodeCbor({ entries: taken });
      expect((await handler(patch({ url, type: 'application/cbor', key: 'key-00001', body }))).status).toBe(200);
      const page = await store.changes(account, { since: 0, entries: 10, bytes: 1000 });
      expect(page.entries).toEqual(taken.map((entry) => v.parse(entrySchema, { ...entry })));
    }),
  );
});

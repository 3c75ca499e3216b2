import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { CBOR, encodeCbor, encodeChunks } from '../../src/protocol/index.ts';
import { CHUNKS, chunkIdAt, getChunks } from '../testing/chunk-requests.ts';
import { bytesOf, openHandler } from '../testing/open-handler.ts';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Uint8Array.from(array));
const mostly = <T>(right: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: right }, fc.anything());
const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Uint8Array.from(array));

/** What looks nearly like chunks. */
const nearly = fc
  .tuple(
    mostly(fc.constant(1)),
    mostly(fc.array(mostly(fc.tuple(mostly(id), mostly(bytes), mostly(fc.oneof(bytes, id)))), { maxLength: 3 })),
  )
  .map((value) => {
    try {
      return encodeCbor(value);
    } catch {
      return undefined; // What CBOR has no form for.
    }
  })
  .filter((body) => body !== undefined);

it('answers any bytes with 204 or 400, and never with 500', { timeout: 60_000 }, async () => {
  const { handler, logged } = await openHandler();
  const statuses = new Set<number>();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, nearly), async (body) => {
      count += 1;
      const headers = { 'Content-Type': CBOR, 'Idempotency-Key': `key-of-${count}` };
      const { status } = await handler(new Request(CHUNKS, { method: 'PUT', body, headers }));
      expect([204, 400]).toContain(status);
      statuses.add(status);
    }),
    { numRuns: 1000 },
  );
  expect(statuses).toEqual(new Set([204, 400]));
  expect(logged).toEqual([]);
});

it('gives back every chunk that it took, byte for byte', { timeout: 60_000 }, async () => {
  const { handler } = await openHandler();
  let count = 0;
  const piece = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.array(fc.nat(50), { maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(piece, async ([content, refs]) => {
      count += 1;
      const chunk = { id: chunkIdAt(count), bytes: Uint8Array.from(content), refs: refs.map(chunkIdAt) };
      const headers = { 'Content-Type': CBOR, 'Idempotency-Key': `key-of-${count}` };
      const request = new Request(CHUNKS, { method: 'PUT', body: encodeChunks([chunk]), headers });
      expect((await handler(request)).status).toBe(204);
      expect(await bytesOf(await handler(getChunks(count)))).toEqual(encodeChunks([chunk]));
    }),
  );
});

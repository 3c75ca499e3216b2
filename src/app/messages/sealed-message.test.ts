import { accountIdSchema, encodeCbor, messageIdSchema, spaceIdSchema } from 'backhaul/protocol';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { MessageAddress } from './address.ts';
import { type FindKey, openMessage, sealMessage } from './sealed-message.ts';
import { sealingKeyOf } from './space-keys.ts';

const address: MessageAddress = {
  space: v.parse(spaceIdSchema, 's'.repeat(22)),
  message: v.parse(messageIdSchema, 'm'.repeat(22)),
  author: v.parse(accountIdSchema, 'a'.repeat(22)),
};
const other: MessageAddress = {
  space: v.parse(spaceIdSchema, 't'.repeat(22)),
  message: v.parse(messageIdSchema, 'n'.repeat(22)),
  author: v.parse(accountIdSchema, 'b'.repeat(22)),
};
const halves = { publicKey: new Uint8Array(57), privateKey: new Uint8Array(57).fill(7) };
const key = await sealingKeyOf({ keyId: 'one', ...halves });
const finding: FindKey = async (keyId) => (keyId === 'one' ? key : undefined);
const hello = { kind: 'text', name: 'Ada', text: 'The tide is at four.', writtenAt: 1_790_000_000_000 } as const;

test('a message opens as it was written, for whoever has the key', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ maxLength: 60 }),
      async (text, name) => {
        const body = await sealMessage(key, 'one', address, { ...hello, name, text });
        expect(await openMessage(finding, address, body)).toEqual({ ...hello, name, text, sealedWith: 'one' });
      },
    ),
    { numRuns: 30 },
  );
  const brought = { kind: 'key', name: 'Ada', keyId: 'two', ...halves } as const;
  expect(await openMessage(finding, address, await sealMessage(key, 'one', address, brought))).toEqual({
    ...brought,
    sealedWith: 'one',
  });
});

test.each(['space', 'message', 'author'] as const)('a server cannot show it as of another %s', async (part) => {
  const body = await sealMessage(key, 'one', address, hello);
  const moved = { ...address, [part]: other[part] };
  expect(await openMessage(finding, moved, body)).toEqual({ kind: 'sealed', reason: 'not-authentic' });
});

test('a bit that was changed is noticed, wherever it is', async () => {
  const body = await sealMessage(key, 'one', address, hello);
  for (const place of body.keys()) {
    const changed = body.with(place, (body[place] ?? 0) ^ 1);
    expect((await openMessage(finding, address, changed)).kind).toBe('sealed');
  }
});

test('says why it cannot be opened', async () => {
  const body = await sealMessage(key, 'two', address, hello);
  expect(await openMessage(finding, address, body)).toEqual({ kind: 'sealed', reason: 'unknown-key' });
  for (const malformed of [
    new Uint8Array(),
    Uint8Array.of(1),
    encodeCbor([2, 'one', new Uint8Array(12), body]),
    encodeCbor('?'),
  ]) {
    expect(await openMessage(finding, address, malformed)).toEqual({ kind: 'sealed', reason: 'malformed' });
  }
});

test('the length of a short text is not told', async () => {
  const lengths = new Set<number>();
  for (const text of ['', 'No.', 'At four.', 'At half past five.']) {
    lengths.add((await sealMessage(key, 'one', address, { ...hello, text })).length);
  }
  expect(lengths.size).toBe(1);
});

test('keys with another name, or of other bytes, seal otherwise', async () => {
  const body = await sealMessage(key, 'one', address, hello);
  for (const another of [
    await sealingKeyOf({ keyId: 'two', ...halves }),
    await sealingKeyOf({ keyId: 'one', ...halves, privateKey: new Uint8Array(57) }),
  ]) {
    expect(await openMessage(async () => another, address, body)).toEqual({ kind: 'sealed', reason: 'not-authentic' });
  }
});

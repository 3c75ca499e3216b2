import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Message } from './channels.ts';
import { messageIdSchema } from './channels.ts';
import { decodeMessagesPage, encodeMessagesPage } from './channels-codec.ts';
import { encodeCbor, MalformedBodyError } from './codec.ts';
import { deviceIdSchema } from './devices.ts';
import { accountIdSchema } from './entries.ts';

const head = fc.record(
  {
    message: fc.uuid().map((id) => v.parse(messageIdSchema, id)),
    author: fc.constant(v.parse(accountIdSchema, 'account-alice')),
    device: fc.constant(v.parse(deviceIdSchema, '00000000000000aa')),
    sentAt: fc.maxSafeInteger().map(Math.abs),
    cursor: fc.nat(),
  },
  { requiredKeys: ['message', 'author', 'sentAt', 'cursor'], noNullPrototype: true },
);
const message: fc.Arbitrary<Message> = fc
  .tuple(head, fc.option(fc.uint8Array()))
  .map(([rest, body]) => (body === null ? { ...rest, isDeleted: true } : { ...rest, body: Uint8Array.from(body) }));
const page = fc.record(
  { messages: fc.array(message), cursor: fc.nat(), more: fc.boolean() },
  { noNullPrototype: true },
);

describe('a page of messages', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(page, (written) => {
        expect(decodeMessagesPage(encodeMessagesPage(written))).toEqual(written);
      }),
    );
  });

  test('costs its bodies, and some eighty bytes for each message', () => {
    const [message, author] = [v.parse(messageIdSchema, 'a'.repeat(22)), v.parse(accountIdSchema, 'a'.repeat(22))];
    const device = v.parse(deviceIdSchema, 'a'.repeat(16));
    const body = new Uint8Array(200);
    const one = { message, author, device, sentAt: 1_790_000_000_000, cursor: 1_000_000, body };
    const sizeOf = (count: number) =>
      encodeMessagesPage({ messages: Array(count).fill(one), cursor: 1, more: false }).byteLength;
    expect(sizeOf(11) - sizeOf(10)).toBeLessThanOrEqual(body.byteLength + 85);
  });

  test.each([
    ['another format', [2, [], 0, false]],
    ['too short', [1, [], 0]],
    ['a message that is none', [1, [['short']], 0, false]],
    ['a cursor that is none', [1, [], -1, false]],
  ])('is refused: %s', (_, value) => {
    expect(() => decodeMessagesPage(encodeCbor(value))).toThrow(v.ValiError);
  });

  test('is refused: no CBOR', () => {
    expect(() => decodeMessagesPage(Uint8Array.of(0x82, 1))).toThrow(MalformedBodyError);
  });
});

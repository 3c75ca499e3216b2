import * as v from 'valibot';
import { type Message, type MessagesPage, type PositionalMessage, positionalMessageSchema } from './channels.ts';
import { decodeCbor, encodeCbor } from './codec.ts';

/** Every body is an array that begins with this number: what another number means, this version does not know. */
const FORMAT = 1;

/** `[1, [[id, author, device or null, sentAt, cursor, body or null], …], cursor, more]` */
export function encodeMessagesPage({ messages, cursor, more }: MessagesPage): Uint8Array<ArrayBuffer> {
  return encodeCbor([FORMAT, messages.map(positional), cursor, more]);
}

/** @throws MalformedBodyError for bytes that are no CBOR. @throws ValiError for CBOR that is no page. */
export function decodeMessagesPage(bytes: Uint8Array): MessagesPage {
  const [, messages, cursor, more] = v.parse(messagesPageSchema, decodeCbor(bytes), { abortEarly: true });
  return { messages: messages.map(named), cursor, more };
}

export const messagesPageSchema = v.strictTuple([
  v.literal(FORMAT, `This is no body of format ${FORMAT}.`),
  v.array(positionalMessageSchema),
  v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  v.boolean(),
]);

function positional(message: Message): PositionalMessage {
  const { message: id, author, device = null, sentAt, cursor } = message;
  return [id, author, device, sentAt, cursor, 'body' in message ? message.body : null];
}

function named([message, author, device, sentAt, cursor, body]: PositionalMessage): Message {
  const head = { message, author, ...(device === null ? {} : { device }), sentAt, cursor };
  return body === null ? { ...head, isDeleted: true } : { ...head, body };
}

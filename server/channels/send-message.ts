import { compareBytes, MESSAGE_BYTES, type Message, type SentMessage } from '../../src/protocol/index.ts';
import { accountThatAsks } from '../effect/account-of.ts';
import type { Effect, EffectRequest, EffectRoute } from '../effect/effect-route.ts';
import { jsonAnswer } from '../handler/kept-answers.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import { requestMedia } from '../handler/request-media.ts';
import { type QuotaOptions, withinQuota } from '../quota/quota.ts';
import { enterAsMember } from '../spaces/member-of.ts';
import { onceInSpace, type SpaceRequest, spaceRequest } from '../spaces/space-request.ts';
import type { NewMessage } from '../store/space-store.ts';
import type { AccountTransaction } from '../store/store.ts';
import { MESSAGE_PATH, messagePlace } from './message-request.ts';

/** Adds a sealed message to a channel, and answers when and as which change; the same message again gets the same answer. */
export function sendMessage(options: QuotaOptions): EffectRoute {
  const prepare = (input: EffectRequest) => prepareSend(input, options);
  return { method: 'PUT', path: MESSAGE_PATH, accountOf: accountThatAsks, prepare };
}

function prepareSend(input: EffectRequest, { now, quota }: QuotaOptions): Effect {
  const place = messagePlace(input);
  const contentType = requestMedia(input.headers, { media: ['application/octet-stream'], toldIn: 'Accept' });
  const request = spaceRequest(input, contentType, now());
  const { principal, body } = input;
  checkSize(body);
  const device = principal.kind === 'device' ? principal.device : undefined;
  const message: NewMessage = { ...place, device, sentAt: request.now, body };
  return onceInSpace(request, (transaction) =>
    withinQuota(transaction, quota, async () => jsonAnswer(await sendOrFind(transaction, message, request))),
  );
}

/** @throws Refusal `not-a-member`, or `message-taken` */
async function sendOrFind(
  transaction: AccountTransaction,
  message: NewMessage,
  request: SpaceRequest,
): Promise<SentMessage> {
  const { space } = await enterAsMember(transaction, request);
  const known = await space.messages.find(message);
  if (known === undefined) return await space.messages.put(message);
  if (known.author !== request.account || !hasBody(known, message.body)) throw messageTaken();
  return { sentAt: known.sentAt, cursor: known.cursor };
}

function hasBody(message: Message, body: Uint8Array): boolean {
  return 'body' in message && compareBytes(message.body, body) === 0;
}

/** @throws Refusal `body-too-large`, or `invalid-body` */
function checkSize({ byteLength }: Uint8Array): void {
  const detail = `A message has 1 to ${MESSAGE_BYTES} bytes.`;
  if (byteLength > MESSAGE_BYTES) throw refuse('body-too-large', 413, 'The message is too large.', detail);
  if (byteLength === 0) throw refuse('invalid-body', 400, 'The message is empty.', detail);
}

function messageTaken(): Refusal {
  const detail = 'Another message has or had this name. Send this one under a new name, at random.';
  return refuse('message-taken', 409, 'The name of the message is taken.', detail);
}

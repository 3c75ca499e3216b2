import { type ChannelId, channelIdSchema, messageIdSchema } from '../../src/protocol/index.ts';
import type { EffectRequest } from '../effect/effect-route.ts';
import { parseOrRefuse } from '../handler/parse.ts';
import type { MessagePlace } from '../store/space-store.ts';

export const MESSAGES_PATH = '/v1/spaces/:space/channels/:channel/messages';
export const MESSAGE_PATH = `${MESSAGES_PATH}/:message`;

/** @throws Refusal `invalid-parameter` */
export function parseChannel(parameter: string | undefined): ChannelId {
  return parseOrRefuse(channelIdSchema, parameter, { code: 'invalid-parameter', whole: 'the channel' });
}

/** Where the message of the path is. @throws Refusal `invalid-parameter` */
export function messagePlace({ parameters }: EffectRequest): MessagePlace {
  const channel = parseChannel(parameters.channel);
  const told = { code: 'invalid-parameter', whole: 'the message' } as const;
  return { channel, message: parseOrRefuse(messageIdSchema, parameters.message, told) };
}

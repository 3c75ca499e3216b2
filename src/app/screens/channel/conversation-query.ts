import { queryOptions } from '@tanstack/react-query';
import type { SpaceId } from 'backhaul/protocol';
import type { Messages } from '../../messages/open-messages.ts';

/** A channel as this device has it. */
export function conversationQuery(messages: Messages, space: SpaceId) {
  return queryOptions({ queryKey: ['conversation', space], queryFn: () => messages.read(space) });
}

import type { AccountId, ChannelId, MessageId, SpaceId } from 'backhaul/protocol';
import { channelIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';

/** Where a message is, and whose it is: what a server could tell falsely, and is held to by the seal. */
export interface MessageAddress {
  readonly space: SpaceId;
  readonly message: MessageId;
  readonly author: AccountId;
}

/** Every space has one channel. Its name tells a server nothing that it does not know. */
export const CHANNEL: ChannelId = v.parse(channelIdSchema, 'main');

import {
  type ChannelId,
  decodeMessagesPage,
  type Message,
  type MessagesPage,
  messagesPath,
  type SpaceId,
} from 'backhaul/protocol';
import type { KeptMessage } from './kept-rows.ts';

export interface Reading {
  /** Gives the browser's `fetch`, with what proves whose request it is. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly origin: string;
}

/** Messages in one page. */
const PAGE = 100;

/** The server did not give what was asked for. */
export class NotReadError extends Error {
  override readonly name = 'NotReadError';
  readonly status: number;

  constructor(status: number) {
    super(`The server answered ${status} where messages were asked for.`);
    this.status = status;
  }
}

/** The changes after a cursor, the oldest first. @throws NotReadError, or whatever `fetch` threw */
export function readSince(reading: Reading, space: SpaceId, channel: ChannelId, since: number): Promise<MessagesPage> {
  return readPage(reading, `${messagesPath(space, channel)}?since=${since}&limit=${PAGE}`);
}

/** The messages before a cursor, the newest first. @throws NotReadError, or whatever `fetch` threw */
export function readBefore(
  reading: Reading,
  space: SpaceId,
  channel: ChannelId,
  before: number,
): Promise<MessagesPage> {
  return readPage(reading, `${messagesPath(space, channel)}?before=${before}&limit=${PAGE}`);
}

/** As this device keeps it. */
export function keptOf(space: SpaceId, message: Message): KeptMessage {
  const { author, sentAt, cursor } = message;
  return { space, message: message.message, author, sentAt, cursor, body: 'body' in message ? message.body : null };
}

async function readPage({ fetch, origin }: Reading, path: string): Promise<MessagesPage> {
  const response = await fetch(new Request(new URL(path, origin), { cache: 'no-store' }));
  if (!response.ok) {
    await response.body?.cancel();
    throw new NotReadError(response.status);
  }
  return decodeMessagesPage(new Uint8Array(await response.arrayBuffer()));
}

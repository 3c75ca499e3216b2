import type { Message } from '../../src/protocol/index.ts';
import { plainBytes } from './entry-rows.ts';
import type { StoredBytes, Tables } from './tables.ts';

export const MESSAGE_COLUMNS = ['message', 'author', 'device', 'sent_at', 'cursor', 'tombstone', 'body'] as const;

type Columns = (typeof MESSAGE_COLUMNS)[number];

type MessageColumns = Pick<Tables['messages'], Exclude<Columns, 'body'>> & { readonly body: StoredBytes };

export function messageFrom({ sent_at: sentAt, device, tombstone, body, ...row }: MessageColumns): Message {
  const head = { ...row, sentAt, ...(device === null ? {} : { device }) };
  return tombstone === 0 ? { ...head, body: plainBytes(body) } : { ...head, isDeleted: true };
}

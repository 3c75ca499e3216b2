import { isTopic } from './topic-cursors.ts';
import type { News } from './topics.ts';

/** PostgreSQL takes less than 8,000 bytes in one message. */
const LONGEST = 7900;

/** The news as text that NOTIFY can carry, in as few messages as it takes. */
export function messagesOf(news: readonly News[]): string[] {
  const messages: string[] = [];
  let lines: string[] = [];
  let length = 0;
  for (const { topic, cursor } of news) {
    const line = `${cursor} ${topic}`;
    const bytes = Buffer.byteLength(line) + 1;
    if (length + bytes > LONGEST) {
      messages.push(lines.join('\n'));
      [lines, length] = [[], 0];
    }
    lines.push(line);
    length += bytes;
  }
  return lines.length === 0 ? messages : [...messages, lines.join('\n')];
}

/** What a message tells. Lines that are none of ours, or of a newer version of us, are left out. */
export function newsIn(message: string): News[] {
  return message.split('\n').flatMap((line) => {
    const [, number, topic] = /^(\d{1,16}) (.+)$/.exec(line) ?? [];
    const cursor = Number(number);
    return isTopic(topic) && Number.isSafeInteger(cursor) ? [{ topic, cursor }] : [];
  });
}

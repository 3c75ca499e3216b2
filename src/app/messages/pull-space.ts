import type { MessagesPage, SpaceId } from 'backhaul/protocol';
import { CHANNEL } from './address.ts';
import type { KeptMessage } from './kept-rows.ts';
import type { MessageStore } from './message-store.ts';
import { keptOf, type Reading, readBefore, readSince } from './read-pages.ts';

/** Whatever is in the store is beyond it. */
const BEYOND = Number.MAX_SAFE_INTEGER;

/**
 * Brings this device up to date with one space: at first the newest page, later on what has changed since. What comes while it
 * is asked is in the next answer: the cursor is that of before. Gives what was read. @throws NotReadError, or whatever `fetch`
 * threw: what was read until then is kept
 */
export async function pullSpace(
  reading: Reading,
  store: MessageStore,
  space: SpaceId,
): Promise<readonly KeptMessage[]> {
  const kept = await store.space(space);
  if (kept === undefined) return []; // Nobody has told that there is one.
  const { read, rows: newest } =
    kept.read === undefined ? await readNewest(reading, store, space, kept.cursor) : { read: kept.read, rows: [] };
  const fresh = [...newest];
  for (let since = read.newest; ; ) {
    const page = await readSince(reading, space, CHANNEL, since);
    const rows = rowsOf(space, page);
    since = page.cursor;
    await store.takePage(space, rows, { ...read, newest: since });
    fresh.push(...rows);
    if (!page.more) return fresh;
  }
}

/** One more page of what was before. @throws NotReadError, or whatever `fetch` threw */
export async function readEarlier(reading: Reading, store: MessageStore, space: SpaceId): Promise<void> {
  const { read } = (await store.space(space)) ?? {};
  if (read === undefined || !read.hasEarlier) return;
  const page = await readBefore(reading, space, CHANNEL, read.oldest);
  await store.takePage(space, rowsOf(space, page), { ...read, oldest: page.cursor, hasEarlier: page.more });
}

async function readNewest(reading: Reading, store: MessageStore, space: SpaceId, cursor: number) {
  const page = await readBefore(reading, space, CHANNEL, BEYOND);
  const read = { newest: cursor, oldest: page.cursor, hasEarlier: page.more };
  const rows = rowsOf(space, page);
  await store.takePage(space, rows, read);
  return { read, rows };
}

function rowsOf(space: SpaceId, { messages }: MessagesPage): readonly KeptMessage[] {
  return messages.map((message) => keptOf(space, message));
}

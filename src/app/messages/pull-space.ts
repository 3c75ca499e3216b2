import type { MessagesPage, SpaceId } from 'backhaul/protocol';
import { CHANNEL } from './address.ts';
import type { KeptMessage } from './kept-rows.ts';
import type { MessageStore, Reached } from './message-store.ts';
import { keptOf, type Reading, readBefore, readSince } from './read-pages.ts';

/** Whatever is in the store is beyond it. */
const BEYOND = Number.MAX_SAFE_INTEGER;

export interface Pulling extends Reading {
  readonly store: MessageStore;
  /** Takes in what a page brings besides texts, before it counts as read: until then it is read again. */
  readonly take: (messages: readonly KeptMessage[]) => Promise<void>;
}

/**
 * Brings this device up to date with one space: at first the newest page, later on what has changed since. What comes while it
 * is asked is in the next answer: the cursor is that of before. Gives what was not here before. @throws NotReadError, or
 * whatever `fetch` or `take` threw: what was read until then is kept
 */
export async function pullSpace(pulling: Pulling, space: SpaceId): Promise<readonly KeptMessage[]> {
  const kept = await pulling.store.space(space);
  if (kept === undefined) return []; // Nobody has told that there is one.
  const fresh: KeptMessage[] = [];
  if (kept.read === undefined) fresh.push(...(await readNewest(pulling, space, kept.cursor)));
  for (let since = kept.read?.newest ?? kept.cursor; ; ) {
    const page = await readSince(pulling, space, CHANNEL, since);
    since = page.cursor;
    fresh.push(...(await takeIn(pulling, space, page, { newest: since })));
    if (!page.more) return fresh;
  }
}

/** One more page of what was before. @throws as `pullSpace` */
export async function readEarlier(pulling: Pulling, space: SpaceId): Promise<void> {
  const { read } = (await pulling.store.space(space)) ?? {};
  if (read === undefined || !read.hasEarlier) return;
  const page = await readBefore(pulling, space, CHANNEL, read.oldest);
  await takeIn(pulling, space, page, { oldest: page.cursor, hasEarlier: page.more });
}

async function readNewest(pulling: Pulling, space: SpaceId, cursor: number): Promise<readonly KeptMessage[]> {
  const page = await readBefore(pulling, space, CHANNEL, BEYOND);
  return await takeIn(pulling, space, page, { newest: cursor, oldest: page.cursor, hasEarlier: page.more });
}

async function takeIn(
  { store, take }: Pulling,
  space: SpaceId,
  { messages }: MessagesPage,
  reached: Reached,
): Promise<readonly KeptMessage[]> {
  const rows = messages.map((message) => keptOf(space, message));
  await take(rows);
  return await store.takePage(space, rows, reached);
}

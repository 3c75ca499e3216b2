import type { AccountTransaction } from '../store/store.ts';

/** How many milliseconds a chunk stays that nothing uses, so that whoever is slow can read it still, or refer to it. */
export const CHUNK_GRACE = 24 * 60 * 60_000;

interface Grace {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly grace: number;
}

export async function collectChunks({ chunks }: AccountTransaction, { now, grace }: Grace): Promise<void> {
  if (chunks.unused > 0) await chunks.collect({ now, before: now - grace });
}

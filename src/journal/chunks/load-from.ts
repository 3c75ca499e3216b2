import type { JournalStore } from '../store/journal-store.ts';
import { lookAtChunks } from './chunk-rows.ts';
import type { Load } from './join-content.ts';

/** Chunks as a journal's store has them. */
export function loadFrom(store: Pick<JournalStore, 'look'>): Load {
  return (ids) => lookAtChunks(store, ({ get }) => get(ids));
}

import type { Mark, MarkStore } from './mark-store.ts';

/** Keeps marks in memory: for tests, and for a journal that lives there. */
export function memoryMarkStore(): MarkStore {
  const sources = new Map<string, Map<string, Mark>>();
  const marksOf = (source: string) => {
    const marks = sources.get(source) ?? new Map<string, Mark>();
    sources.set(source, marks);
    return marks;
  };
  return {
    read: async (source, entries) => entries.map((entry) => marksOf(source).get(entry)),
    write: async (source, marks) => {
      for (const [entry, mark] of marks) {
        if (mark === undefined) marksOf(source).delete(entry);
        else marksOf(source).set(entry, mark);
      }
    },
    entries: async (source) => [...marksOf(source).keys()],
  };
}

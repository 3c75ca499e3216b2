import type { JournalContext } from './context.ts';
import type { Journal } from './journal.ts';

const contexts = new WeakMap<Journal, JournalContext>();

/** For parts that a page loads only when it needs them. */
export function keepContext(journal: Journal, context: JournalContext): void {
  contexts.set(journal, context);
}

/** @throws TypeError for what `openJournal` did not give, such as a copy. */
export function contextOf(journal: Journal): JournalContext {
  const context = contexts.get(journal);
  if (context === undefined)
    throw new TypeError('This is no journal that openJournal() gave. Pass that one, uncopied.');
  return context;
}

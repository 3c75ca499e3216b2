import { type DeltaAnswer, isInParts, type SentEntry } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { cleanRow, type EntryRow, withAcknowledged } from '../store/rows.ts';
import { adopt, OVERTAKEN, receive } from './adopt.ts';
import { ownChange } from './own-changes.ts';

/** Clears what was sent and is still as it was sent, and adopts what won against it, in one transaction. */
export async function acknowledge(
  context: JournalContext,
  sent: readonly SentEntry[],
  { from, to, winners }: DeltaAnswer,
): Promise<void> {
  const lost = new Set(winners.map(({ id }) => id));
  const taken = sent.filter(({ id }) => !lost.has(id));
  for (;;) {
    const arrivals = await receive(context, winners);
    const changed = await context.store.change(async (draft) => {
      const rows = await draft.get(taken.map(({ id }) => id));
      const next = taken.map((entry, place) => acknowledged(rows[place], entry));
      const cleared = write(draft, rows, next);
      // What is not here any more has to be read again: then the account's change is none that this device has.
      const isAllHere = next.every((row) => row !== undefined);
      const adopted = await adopt(draft, arrivals, (state) => (isAllHere ? ownChange(state, from, to) : state));
      return adopted === OVERTAKEN ? OVERTAKEN : [...cleared, ...adopted];
    });
    if (changed === OVERTAKEN) continue;
    context.announce({ collections: [...new Set(changed)], cause: 'acknowledged' });
    return;
  }
}

/** The row now that the server has this entry; nothing where this device cannot say any more what the server has. */
function acknowledged(row: EntryRow | undefined, entry: SentEntry): EntryRow | undefined {
  if (row === undefined || row.clock < entry.clock) return undefined;
  if (row.clock === entry.clock) return row.state === 'clean' ? row : cleanRow(row, row.collection);
  if (row.state === 'clean') return row;
  return isInParts(entry) ? undefined : withAcknowledged(row, entry);
}

/** Gives the collections of the rows that are clean now. */
function write(
  draft: JournalDraft,
  before: readonly (EntryRow | undefined)[],
  after: readonly (EntryRow | undefined)[],
): readonly string[] {
  return after.flatMap((row, place) => {
    if (row === undefined || row === before[place]) return [];
    draft.put(row);
    return row.state === 'clean' ? [row.collection] : [];
  });
}

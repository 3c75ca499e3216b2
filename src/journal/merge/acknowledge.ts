import { compareEntries, type DeltaAnswer, isInParts, type SentEntry } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { partsOf } from '../delta/parts.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import { type Fingerprints, fingerprintsOf } from '../heads/digest.ts';
import { answered } from '../heads/exact.ts';
import { HEADS } from '../heads/names.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { cleanRow, type EntryRow, withAcknowledged } from '../store/rows.ts';
import { acknowledgedChange, acknowledgedIn, adopt, OVERTAKEN, receive, type Told, toldIn } from './adopt.ts';

/**
 * Clears what was sent and is still as it was sent, and adopts what won against it, in one transaction. What is in chunks is left
 * to a pull, which reads them.
 */
export async function acknowledge(
  context: JournalContext,
  sent: readonly SentEntry[],
  { from, to, winners }: DeltaAnswer,
): Promise<void> {
  const lost = new Set(winners.map(({ id }) => id));
  const taken = sent.filter(({ id }) => !lost.has(id));
  const whole = winners.filter(({ chunks }) => chunks === undefined);
  const heads = await context.names.collection(HEADS);
  const ownHead = await context.names.entry(HEADS, context.account.device.id);
  for (;;) {
    const values = await sentValues(context, taken);
    const arrivals = await receive(context, whole);
    const fingerprints = await fingerprintsOfTaken(context, taken);
    const changed = await context.store.change(async (draft) => {
      const rows = await draft.get(taken.map(({ id }) => id));
      const next = taken.map((entry, place) =>
        entry.id === ownHead ? acknowledgedHead(rows[place], entry, heads) : acknowledged(rows[place], entry, values),
      );
      const isAllHere = whole.length === winners.length && next.every((row) => row !== undefined);
      const changes = taken.flatMap(({ id }, place) =>
        next[place] === undefined ? [] : [acknowledgedChange(id, rows[place], next[place])],
      );
      const adopted = await adopt(draft, arrivals, {
        changes,
        fingerprints,
        next: (state, hasNews) => answered(state, { from, to, isAllHere, hasNews, at: context.environment.now() }),
      });
      return adopted === OVERTAKEN ? OVERTAKEN : [...write(draft, rows, next, await toldIn(draft)), ...adopted];
    });
    if (changed === OVERTAKEN) continue;
    context.announce({ collections: [...new Set(changed)], cause: 'acknowledged' });
    return;
  }
}

/**
 * What was sent of each entry, by its id. Of one that went in parts, what is here, if those were its parts: it may have been sealed
 * again since, with the same clock.
 */
async function sentValues(
  { store }: JournalContext,
  sent: readonly SentEntry[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await store.read(sent.filter(isInParts).map(({ id }) => id));
  const here = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row.value] as const])));
  const values = sent.map(async (entry) => {
    if (!isInParts(entry)) return [[entry.id, entry.value] as const];
    const value = here.get(entry.id);
    const parts = value === undefined ? [] : await partsOf(value);
    return value && parts.every(({ id }, place) => id === entry.parts[place]) ? [[entry.id, value] as const] : [];
  });
  return new Map((await Promise.all(values)).flat());
}

/** Of what was sent, and of what the server was known to have instead. */
async function fingerprintsOfTaken(context: JournalContext, taken: readonly SentEntry[]): Promise<Fingerprints> {
  const { rows } = await context.store.read(taken.map(({ id }) => id));
  return await fingerprintsOf(context, [...taken, ...rows.map((row) => row && acknowledgedIn(row))]);
}

/** The row now that the server has this entry; nothing where this device cannot say any more what the server has. */
function acknowledged(
  row: EntryRow | undefined,
  entry: SentEntry,
  values: ReadonlyMap<string, Uint8Array>,
): EntryRow | undefined {
  if (row === undefined || row.clock < entry.clock) return undefined;
  if (row.state === 'clean') return row;
  const value = values.get(entry.id);
  if (row.clock === entry.clock && value !== undefined && sameBytes(row.value, value)) {
    return cleanRow(row, row.collection, row);
  }
  return isInParts(entry) || entry.chunks !== undefined ? undefined : withAcknowledged(row, entry);
}

/** A head is made for a delta, and is here once the server has it. */
function acknowledgedHead(row: EntryRow | undefined, entry: SentEntry, heads: string): EntryRow | undefined {
  if (isInParts(entry)) return undefined;
  return row !== undefined && compareEntries(row, entry) >= 0 ? row : cleanRow(entry, heads);
}

/** Gives the collections of the rows that are clean now. */
function write(
  draft: JournalDraft,
  before: readonly (EntryRow | undefined)[],
  after: readonly (EntryRow | undefined)[],
  told: Told,
): readonly string[] {
  return after.flatMap((row, place) => {
    if (row === undefined || (row === before[place] && told.told === undefined)) return [];
    draft.put({ ...row, ...told });
    return row !== before[place] && row.state === 'clean' ? [row.collection] : [];
  });
}

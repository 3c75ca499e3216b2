import { compareEntries, deviceOf, type Entry } from '../../protocol/index.ts';
import { newest } from '../clock/hybrid-clock.ts';
import type { JournalContext } from '../context.ts';
import { type Opened, opened, openedOrNothing } from '../edit/opened.ts';
import { isSamePlain } from '../edit/same-plain.ts';
import { epochOf, isOld } from '../epochs/epoch-of.ts';
import { withOld } from '../epochs/epochs-state.ts';
import { type AcknowledgedChange, changedDigest, type Fingerprints, fingerprintsOf, isNews } from '../heads/digest.ts';
import { withHistory } from '../heads/exact.ts';
import { HEADS } from '../heads/names.ts';
import type { EntryKind } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import {
  acknowledgedOf,
  type BrokenRow,
  cleanRow,
  type EntryRow,
  type JournalState,
  loserRow,
  type Version,
  versionOf,
  withAcknowledged,
} from '../store/rows.ts';
import { hasSeen } from './seen.ts';

/** An entry from the server that one of our devices has sealed. */
interface Arrival {
  readonly entry: Entry;
  readonly collectionId: string;
  readonly kind: EntryKind;
  /** The row that was here when this was looked at. */
  readonly seen: EntryRow | undefined;
  /** Whether that row holds something else: of this device's, which the other one's author had not seen; or key material. */
  readonly isLoss: boolean;
  /** The epoch that it is to be brought from, if it is sealed under keys of the past. Heads are made anew. */
  readonly pastEpoch: number | undefined;
}

/** What came from the server, opened, and ready to be written beside what is here. */
export interface Arrivals {
  readonly good: readonly Arrival[];
  readonly broken: readonly BrokenRow[];
  /** Of what has arrived, and of what the server was known to have instead. */
  readonly fingerprints: Fingerprints;
}

/** Opens entries of the server's, and looks at what they would replace. Nothing is written: no transaction waits for this. */
export async function receive(context: JournalContext, entries: readonly Entry[]): Promise<Arrivals> {
  const outcomes = await Promise.all(
    entries.map(async (entry) => ({ entry, outcome: await opened(context.account, entry) })),
  );
  const { rows } = await context.store.read(entries.map(({ id }) => id));
  const good = await Promise.all(
    outcomes.map(({ entry, outcome }, place) =>
      outcome.kind === 'opened' ? arrival(context, entry, outcome.plain, rows[place]) : undefined,
    ),
  );
  const known = rows.map((row) => row && acknowledgedIn(row));
  return {
    good: good.flatMap((one) => one ?? []),
    broken: outcomes.flatMap(brokenRow),
    fingerprints: await fingerprintsOf(context, [...entries, ...known]),
  };
}

/** What the server is known to have of an entry, with its id. */
export function acknowledgedIn(row: EntryRow): (Version & { readonly id: string }) | undefined {
  const version = acknowledgedOf(row);
  return version === null ? undefined : { id: row.id, ...version };
}

function brokenRow({ entry, outcome }: { readonly entry: Entry; readonly outcome: Opened }): readonly BrokenRow[] {
  return outcome.kind === 'broken' ? [{ id: entry.id, ...versionOf(entry), reason: outcome.reason }] : [];
}

async function arrival(
  { account, names, kindOf }: JournalContext,
  entry: Entry,
  plain: Plain,
  seen: EntryRow | undefined,
): Promise<Arrival> {
  const kind = kindOf(plain.collection, plain.key);
  const collectionId = await names.collection(plain.collection);
  const isOwn = seen !== undefined && (seen.state === 'dirty' || deviceOf(seen.clock) === account.device.id);
  const isUnseen = isOwn && plain.collection !== HEADS && !hasSeen(plain.seen, seen.clock);
  const mayBeLoss = seen !== undefined && compareEntries(entry, seen) > 0 && (isUnseen || kind !== 'register');
  const mine = mayBeLoss ? await openedOrNothing(account, seen) : undefined;
  const isPast = plain.collection !== HEADS && isOld(account, entry);
  return {
    entry,
    collectionId,
    kind,
    seen,
    isLoss: mine !== undefined && !(await isSamePlain(mine, plain)),
    pastEpoch: isPast ? epochOf(entry) : undefined,
  };
}

/** What was looked at has changed since: look again. */
export const OVERTAKEN = 'overtaken';

/** What a transaction that adopts makes of the state beside that. */
export interface Adopting {
  /** What it takes for acknowledged beside what has arrived. */
  readonly changes: readonly AcknowledgedChange[];
  readonly fingerprints: Fingerprints;
  /** `hasNews`: the server has something else now than it was known to have. */
  readonly next: (state: JournalState, hasNews: boolean) => JournalState;
}

/**
 * Writes what has arrived where it is newer, in one transaction with whatever else `next` makes of the state. Adopting never
 * makes an entry dirty. Gives the collections that changed; nothing was written when it was overtaken.
 */
export async function adopt(
  draft: JournalDraft,
  { good, broken, fingerprints }: Arrivals,
  { changes, fingerprints: others, next }: Adopting,
): Promise<readonly string[] | typeof OVERTAKEN> {
  const [state, rows] = await Promise.all([draft.state(), draft.get(good.map(({ entry }) => entry.id))]);
  if (good.some(({ seen }, place) => rows[place]?.clock !== seen?.clock || rows[place]?.state !== seen?.state)) {
    return OVERTAKEN;
  }
  const adopted = good.map((one, place) => ({ one, before: rows[place], after: adoptedRow(one, rows[place]) }));
  const arrived = adopted.map(({ one, before, after }) => acknowledgedChange(one.entry.id, before, after));
  const { digest } = state.history;
  const all = [...arrived, ...changes];
  const counted = digest && changedDigest(digest, all, new Map([...fingerprints, ...others]));
  if (counted === undefined) return OVERTAKEN;
  for (const { one, before, after } of adopted) write(draft, one, before, after, toldAs(state));
  for (const row of broken) draft.putBroken(row);
  const clock = newest([state.clock ?? undefined, ...good.map(({ entry }) => entry.clock)]) ?? null;
  const reached = next(withHistory({ ...state, clock }, { digest: counted }), all.some(isNews));
  const changed = adopted.filter(({ before, after }) => after !== before && after.state === 'clean');
  draft.setState(changed.reduce((state, { one: { pastEpoch } }) => withOld(state, pastEpoch), reached));
  return [...new Set(changed.map(({ one }) => one.collectionId))];
}

export function acknowledgedChange(
  id: string,
  before: EntryRow | undefined,
  after: EntryRow | undefined,
): AcknowledgedChange {
  return { id, before: before ? acknowledgedOf(before) : null, after: after ? acknowledgedOf(after) : null };
}

/** The row once the server is known to have this; the same one where that is nothing new. */
function adoptedRow({ entry, collectionId }: Arrival, before: EntryRow | undefined): EntryRow {
  const order = before === undefined ? 1 : compareEntries(entry, before);
  if (before !== undefined && order < 0) return withAcknowledged(before, entry);
  return order === 0 && before?.state === 'clean' ? before : cleanRow(entry, collectionId);
}

function write(
  draft: JournalDraft,
  { entry, isLoss }: Arrival,
  before: EntryRow | undefined,
  after: EntryRow,
  told: Told,
): void {
  draft.removeBroken(entry.id);
  if (after === before && told.told === undefined) return;
  if (after !== before && before !== undefined && isLoss && after.state === 'clean') draft.putLoser(loserRow(before));
  draft.put({ ...after, ...told });
}

/** What is written into a row that the server has told of, or taken, while everything is being read again. */
export type Told = Pick<EntryRow, 'told'>;

function toldAs({ history: { isRereading, round } }: JournalState): Told {
  return isRereading ? { told: round } : {};
}

export async function toldIn(draft: JournalDraft): Promise<Told> {
  return toldAs(await draft.state());
}

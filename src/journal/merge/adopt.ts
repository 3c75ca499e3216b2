import { compareEntries, deviceOf, type Entry } from '../../protocol/index.ts';
import { newest } from '../clock/hybrid-clock.ts';
import type { JournalContext } from '../context.ts';
import { type Opened, opened, openedOrNothing } from '../edit/opened.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import { epochOf, isOld } from '../epochs/epoch-of.ts';
import { withOld } from '../epochs/epochs-state.ts';
import type { EntryKind } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import {
  type BrokenRow,
  cleanRow,
  type EntryRow,
  type JournalState,
  loserRow,
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
}

/** What came from the server, opened, and ready to be written beside what is here. */
export interface Arrivals {
  readonly good: readonly Arrival[];
  readonly broken: readonly BrokenRow[];
  /** The epoch of what is sealed under the oldest keys, if they are not the newest. */
  readonly oldest: number | undefined;
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
  const old = entries.filter((entry) => isOld(context.account, entry)).map(epochOf);
  return {
    good: good.flatMap((one) => one ?? []),
    broken: outcomes.flatMap(brokenRow),
    oldest: old.length === 0 ? undefined : Math.min(...old),
  };
}

function brokenRow({ entry, outcome }: { readonly entry: Entry; readonly outcome: Opened }): readonly BrokenRow[] {
  return outcome.kind === 'broken' ? [{ ...entry, reason: outcome.reason }] : [];
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
  const isUnseen = isOwn && !hasSeen(plain.seen, seen.clock);
  const mayBeLoss = seen !== undefined && compareEntries(entry, seen) > 0 && (isUnseen || kind !== 'register');
  const mine = mayBeLoss ? await openedOrNothing(account, seen) : undefined;
  return { entry, collectionId, kind, seen, isLoss: mine !== undefined && !isSame(mine, plain) };
}

function isSame(a: Plain, b: Plain): boolean {
  return a.isTombstone === b.isTombstone && sameBytes(a.content, b.content);
}

/** What was looked at has changed since: look again. */
export const OVERTAKEN = 'overtaken';

/**
 * Writes what has arrived where it is newer, in one transaction with whatever else `next` makes of the state. Adopting never
 * makes an entry dirty. Gives the collections that changed.
 */
export async function adopt(
  draft: JournalDraft,
  { good, broken, oldest }: Arrivals,
  next: (state: JournalState) => JournalState,
): Promise<readonly string[] | typeof OVERTAKEN> {
  const [state, rows] = await Promise.all([draft.state(), draft.get(good.map(({ entry }) => entry.id))]);
  if (good.some(({ seen }, place) => rows[place]?.clock !== seen?.clock || rows[place]?.state !== seen?.state)) {
    return OVERTAKEN;
  }
  const changed = new Set<string>();
  for (const one of good) {
    if (adoptOne(draft, one)) changed.add(one.collectionId);
    draft.removeBroken(one.entry.id);
  }
  for (const row of broken) draft.putBroken(row);
  const clock = newest([state.clock ?? undefined, ...good.map(({ entry }) => entry.clock)]) ?? null;
  const adopted = next({ ...state, clock });
  draft.setState(oldest === undefined ? adopted : withOld(adopted, oldest));
  return [...changed];
}

function adoptOne(draft: JournalDraft, { entry, collectionId, seen, isLoss }: Arrival): boolean {
  const order = seen === undefined ? 1 : compareEntries(entry, seen);
  if (seen !== undefined && order < 0) {
    const next = withAcknowledged(seen, entry);
    if (next !== seen) draft.put(next);
    return false;
  }
  if (order === 0 && seen?.state === 'clean') return false;
  if (seen !== undefined && isLoss) draft.putLoser(loserRow(seen));
  draft.put(cleanRow(entry, collectionId));
  return true;
}

import type { Clock, EntriesPage } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { type AcknowledgedChange, changedDigest, fingerprintsOf } from '../heads/digest.ts';
import { doubted, startedAgain, withHistory } from '../heads/exact.ts';
import { acknowledgedChange } from '../merge/adopt.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { type EntryRow, loserRow } from '../store/rows.ts';
import { type Fate, fateOf } from './fate.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/** Everything is being read again: what was known before, and what the server has listed since. */
export interface Rereading {
  readonly before: Snapshot;
  readonly listed: Set<string>;
}

/** The server has pruned tombstones that this device may not have: nothing is sent before everything was read again. */
export async function readAgain({ store, announce }: JournalContext): Promise<void> {
  await store.change(async (draft) => draft.setState(withHistory(await draft.state(), { isRereading: true })));
  announce({ collections: [], cause: 'settings' });
}

/** A pass that was cut off begins anew: only one that has seen everything knows what is not there. */
export async function beginRereading(context: JournalContext): Promise<Rereading> {
  await context.store.change(async (draft) => draft.setState(startedAgain(await draft.state(), { isRereading: true })));
  return { before: await snapshot(context), listed: new Set() };
}

export function noteListed({ listed }: Rereading, { entries }: EntriesPage): void {
  for (const { id } of entries) listed.add(id);
}

/** Everything was read. What the server did not list and was deleted there goes; what was edited since is offered back. */
export async function endRereading(
  context: JournalContext,
  { before, listed }: Rereading,
  prunedClock: Clock | null,
): Promise<void> {
  const missing = [...before.keys()].filter((id) => !listed.has(id));
  const fingerprints = await fingerprintsOf(
    context,
    missing.map((id) => before.get(id)),
  );
  const { now } = context.environment;
  const collections = await context.store.change(async (draft) => {
    const [state, rows] = await Promise.all([draft.state(), draft.get(missing)]);
    const end = { isRereading: false, returnedAt: now() };
    const found = rows.map((row, place) => ({
      row,
      fate: fateOf(row, before.get(missing[place] ?? '')?.clock, prunedClock),
    }));
    const isHidden = found.some(({ fate }) => fate === 'hidden');
    if (isHidden || state.history.standing.kind === 'doubted') {
      draft.setState(doubted(withHistory(state, { ...end, isComplete: false }), 'hides-changes', now()));
      return []; // Who hides something is not believed about what else is gone.
    }
    const changes = found.flatMap(({ row, fate }) => (row === undefined ? [] : meet(draft, row, fate)));
    const digest = state.history.digest && (changedDigest(state.history.digest, changes, fingerprints) ?? null);
    draft.setState(withHistory(state, { ...end, digest }));
    return found.flatMap(({ row, fate }) => (row === undefined || fate === 'stays' ? [] : [row.collection]));
  });
  context.announce({ collections: [...new Set(collections)], cause: 'pulled' });
}

function meet(draft: JournalDraft, row: EntryRow, fate: Fate): readonly AcknowledgedChange[] {
  if (fate === 'stays' || fate === 'hidden') return [];
  const next = fate === 'sent-anew' && row.state === 'dirty' ? { ...row, acknowledged: null } : undefined;
  if (fate === 'lost') draft.putLoser(loserRow(row));
  if (next === undefined) draft.remove(row.id);
  else draft.put(next);
  return [acknowledgedChange(row.id, row, next)];
}

import type { Clock } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { type AcknowledgedChange, changedDigest, fingerprintsOf } from '../heads/digest.ts';
import { doubted, startedAgain, withHistory } from '../heads/exact.ts';
import { HEADS } from '../heads/names.ts';
import { acknowledgedChange, acknowledgedIn } from '../merge/adopt.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { type EntryRow, loserRow } from '../store/rows.ts';
import { type Fate, fateOf, type Read } from './fate.ts';
import { eachRow } from './snapshot.ts';

/**
 * The server has pruned tombstones that this device may not have: nothing is sent before everything was read again. What the
 * server tells of from now on is marked so, and a pull that is cut off is gone on with.
 */
export async function readAgain({ store, announce }: JournalContext): Promise<void> {
  await store.change(async (draft) => {
    const state = await draft.state();
    if (!state.history.isRereading) draft.setState(startedAgain(state, { isRereading: true }));
  });
  announce({ collections: [], cause: 'settings' });
}

/** The same where the server says it while it is read: what was read so far is not enough. */
export async function beginRereading({ store }: JournalContext): Promise<void> {
  await store.change(async (draft) => draft.setState(startedAgain(await draft.state(), { isRereading: true })));
}

/** Everything was read. What the server did not tell of was deleted there, or is hidden, or is newer than that. */
export async function endRereading(context: JournalContext, prunedClock: Clock | null): Promise<void> {
  const { store, names, environment, announce } = context;
  const read: Read = { round: (await store.state()).history.round, prunedClock, heads: await names.collection(HEADS) };
  const missing: (NonNullable<ReturnType<typeof acknowledgedIn>> | { readonly id: string })[] = [];
  await eachRow(context, (row) => {
    if (fateOf(row, read) !== 'stays') missing.push(acknowledgedIn(row) ?? { id: row.id });
  });
  const fingerprints = await fingerprintsOf(
    context,
    missing.map((one) => ('clock' in one ? one : undefined)),
  );
  const collections = await store.change(async (draft) => {
    const state = await draft.state();
    if (state.history.round !== read.round) return []; // Everything begins anew.
    const rows = (await draft.get(missing.map(({ id }) => id))).flatMap((row) => row ?? []);
    const end = { isRereading: false, returnedAt: environment.now() };
    const found = rows.map((row) => ({ row, fate: fateOf(row, read) }));
    if (found.some(({ fate }) => fate === 'hidden') || state.history.standing.kind === 'doubted') {
      // Who hides something is not believed about what else is gone.
      draft.setState(doubted(withHistory(state, { ...end, isComplete: false }), 'hides-changes', environment.now()));
      return [];
    }
    const changes = found.flatMap(({ row, fate }) => meet(draft, row, fate));
    const { digest } = state.history;
    draft.setState(
      withHistory(state, { ...end, digest: digest && (changedDigest(digest, changes, fingerprints) ?? null) }),
    );
    return found.flatMap(({ row, fate }) => (fate === 'stays' ? [] : [row.collection]));
  });
  announce({ collections: [...new Set(collections)], cause: 'pulled' });
}

function meet(draft: JournalDraft, row: EntryRow, fate: Fate): readonly AcknowledgedChange[] {
  if (fate === 'stays' || fate === 'hidden') return [];
  const next = fate === 'sent-anew' && row.state === 'dirty' ? { ...row, acknowledged: null } : undefined;
  if (fate === 'lost') draft.putLoser(loserRow(row));
  if (next === undefined) draft.remove(row.id);
  else draft.put(next);
  return [acknowledgedChange(row.id, row, next)];
}

import type { JournalContext } from '../context.ts';
import { type Snapshot, snapshot } from '../reread/snapshot.ts';
import { acknowledgedOf, type EntryRow } from '../store/rows.ts';
import { changedDigest, fingerprintsOf, NOTHING } from './digest.ts';
import { withHistory } from './exact.ts';

/** The digest of all that the server is known to have, counted anew. */
export async function digestOf(
  context: Pick<JournalContext, 'account'>,
  known: Snapshot,
): Promise<Uint8Array<ArrayBuffer>> {
  const fingerprints = await fingerprintsOf(context, known.values());
  const changes = [...known].map(([id, version]) => ({ id, before: null, after: version ?? null }));
  return changedDigest(NOTHING, changes, fingerprints) ?? NOTHING;
}

/** Counts once what no transaction has counted yet. */
export async function count(context: JournalContext): Promise<void> {
  const { store } = context;
  while ((await store.state()).history.digest === null) {
    const known = await snapshot(context);
    const digest = await digestOf(context, known);
    await store.change(async (draft) => {
      const [state, ids] = await Promise.all([draft.state(), draft.ids()]);
      const rows = (await draft.get(ids)).flatMap((row) => row ?? []);
      const isSame = rows.length === known.size && rows.every((row) => isKnown(known, row));
      if (!isSame) return; // Somebody was faster: it is counted again.
      const hasForgotten = state.cursor === 0 && state.own.length === 0 && [...known.values()].some((one) => one);
      draft.setState(withHistory(state, { digest, isRereading: state.history.isRereading || hasForgotten }));
    });
  }
}

function isKnown(known: Snapshot, row: EntryRow): boolean {
  return known.has(row.id) && known.get(row.id)?.clock === acknowledgedOf(row)?.clock;
}

import type { Clock } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { withHistory } from '../heads/exact.ts';
import { isPruned } from './fate.ts';
import { eachRow } from './snapshot.ts';

/** Deletions that the server has pruned go here, too. */
export async function sweep(context: JournalContext, prunedClock: Clock | null): Promise<void> {
  const { store, environment } = context;
  const { history, offset } = await store.state();
  const now = environment.now() + offset;
  if (history.prunedClock === prunedClock || history.standing.kind === 'doubted') return;
  const pruned: string[] = [];
  await eachRow(context, (row) => {
    if (isPruned(row, prunedClock, now)) pruned.push(row.id);
  });
  await store.change(async (draft) => {
    const [state, rows] = await Promise.all([draft.state(), draft.get(pruned)]);
    for (const row of rows) if (row !== undefined && isPruned(row, prunedClock, now)) draft.remove(row.id);
    draft.setState(withHistory(state, { prunedClock }));
  });
}

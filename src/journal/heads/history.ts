import type { PairingHead } from '../../account/index.ts';
import type { JournalContext } from '../context.ts';
import type { JournalHistory } from '../journal.ts';
import { withHistory } from './exact.ts';
import { HEADS } from './names.ts';
import { lastPoint } from './points.ts';

export async function historyOf({ store }: JournalContext): Promise<JournalHistory> {
  const { standing, isRereading, returnedAt } = (await store.state()).history;
  return { standing, isRereading, returnedAt: returnedAt ?? undefined };
}

/** What this device has found last, with the clock of the head that it has published. */
export async function pairingHead({ store, names, account }: JournalContext): Promise<PairingHead | undefined> {
  const { rows, state } = await store.read([await names.entry(HEADS, account.device.id)]);
  const { points, standing } = state.history;
  const point = lastPoint(points);
  if (point === undefined || standing.kind === 'doubted') return undefined;
  return { ...point, clock: rows[0]?.clock ?? null };
}

export async function expectHead({ store }: JournalContext, expected: PairingHead): Promise<void> {
  await store.change(async (draft) => draft.setState(withHistory(await draft.state(), { expected })));
}

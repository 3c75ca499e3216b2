import type { JournalContext } from '../context.ts';
import type { EntryRow, JournalState } from '../store/rows.ts';
import { epochsIn } from './epochs-state.ts';
import type { Resealed } from './journal-epochs.ts';
import { putAgain, sealAgain } from './reseal-rows.ts';

/** Rows that are looked at together, and bytes that are sealed again together: a request's worth, and no long task. */
const ROWS = 64;
const BYTES = 256 * 1024;

/** Milliseconds that a device which was told of new keys leaves it to the one that has changed them: that one may be lost. */
export const PATIENCE = 24 * 60 * 60_000;

type Resealing = NonNullable<NonNullable<JournalState['epochs']>['resealing']>;

/**
 * Brings the next rows from keys of the past to the newest, in the order of their ids, with the clocks that they have: the later
 * epoch wins over the same clock, and loses to any newer edit. They are dirty then, and the outbox sends them. Where it stands
 * is written with them, so that whatever ends this, the next call goes on from there.
 */
export async function reseal(context: JournalContext): Promise<Resealed | undefined> {
  for (;;) {
    const { store, account, environment } = context;
    const known = epochsIn(await store.state());
    const { epoch } = account.sealing;
    if (known.reached >= epoch) return undefined;
    const at = known.resealing?.epoch === epoch ? known.resealing : await begin(context, PATIENCE);
    if (at.dueAt > environment.now()) return undefined;
    const collections = await step(context, at);
    if (collections.length > 0) return { collections };
  }
}

/** Notes that everything is to be looked at, from the first row on, in so many milliseconds. */
export async function begin({ store, account, environment }: JournalContext, wait: number): Promise<Resealing> {
  const total = (await store.ids()).length;
  const { epoch } = account.sealing;
  const resealing = { epoch, after: '', done: 0, total, dueAt: environment.now() + wait };
  await store.change(async (draft) => {
    const state = await draft.state();
    draft.setState({ ...state, epochs: { ...epochsIn(state), resealing } });
  });
  return resealing;
}

/** Gives the names of the collections that have something to be sent now. */
async function step(context: JournalContext, at: Resealing): Promise<readonly string[]> {
  const { store, announce } = context;
  const left = (await store.ids()).filter((id) => id > at.after).sort();
  const rows = aRequestsWorth((await store.read(left.slice(0, ROWS))).rows);
  const again = await sealAgain(context, rows);
  const after = left[rows.length - 1];
  const isLast = rows.length === left.length;
  const put = await store.change(async (draft) => {
    const [state, written] = [await draft.state(), await putAgain(draft, again)];
    const { resealing, ...known } = epochsIn(state);
    const isOvertaken = resealing?.epoch !== at.epoch || resealing.after !== at.after; // By another tab.
    if (isOvertaken) return written;
    const done = Math.min(at.done + rows.length, at.total);
    const next = isLast || after === undefined ? {} : { resealing: { ...at, after, done } };
    draft.setState({ ...state, epochs: { ...known, reached: isLast ? at.epoch : known.reached, ...next } });
    return written;
  });
  const changed = new Set(put.map(({ id }) => id));
  announce({ collections: [...new Set(put.map(({ collection }) => collection))], cause: 'saved' });
  return [...new Set(again.filter(({ before }) => changed.has(before.id)).map(({ collection }) => collection))];
}

function aRequestsWorth(rows: readonly (EntryRow | undefined)[]): readonly (EntryRow | undefined)[] {
  let bytes = 0;
  const until = rows.findIndex((row) => {
    bytes += row?.chunks === undefined ? (row?.value.length ?? 0) : BYTES; // Large values one at a time.
    return bytes > BYTES;
  });
  return until === -1 ? rows : rows.slice(0, Math.max(1, until));
}

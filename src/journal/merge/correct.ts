import { type Clock, type Entry, timeOf } from '../../protocol/index.ts';
import { newest, shifted, tick } from '../clock/hybrid-clock.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import { freshDirtyRows } from '../epochs/freshen.ts';
import { sealEntry } from '../seal/seal-entry.ts';
import type { DirtyRow, EntryRow } from '../store/rows.ts';

/**
 * The server has said its time, since a clock of ours was too far ahead. What was stamped ahead of that moves back by as much as
 * this device's clock is wrong, in the same order, and is sealed again, since a seal holds its clock.
 */
export async function correct(context: JournalContext, serverNow: number): Promise<void> {
  if (!isTime(serverNow)) return;
  const { store, environment, announce } = context;
  for (;;) {
    const offset = Math.min(0, serverNow - environment.now()); // A clock that is behind is nobody's trouble.
    const rows = await allDirty(context);
    if (!rows.some(({ clock }) => timeOf(clock) > serverNow)) return; // The server contradicts itself.
    const clocks = correctedClocks(rows, serverNow, offset, context.account.device.id);
    const resealing = rows.filter(({ clock }) => clocks.has(clock)).map((row) => resealed(context, row, clocks));
    const moved = (await Promise.all(resealing)).flatMap((one) => one ?? []);
    const isDone = await store.change(async (draft) => {
      const [state, current] = await Promise.all([draft.state(), draft.get(moved.map(({ row }) => row.id))]);
      const next = moved.map(({ row, entry }, place): EntryRow | undefined => {
        const now = current[place];
        return now?.state === 'dirty' && now.clock === row.clock ? { ...now, ...entry } : undefined;
      });
      if (next.includes(undefined)) return false;
      for (const row of next) if (row !== undefined) draft.put(row);
      const isAhead = state.clock !== null && timeOf(state.clock) > serverNow;
      const latest = newest([...clocks.values(), ...rows.map(({ clock }) => clocks.get(clock) ?? clock)]) ?? null;
      draft.setState({ ...state, offset, clock: isAhead ? latest : state.clock });
      return true;
    });
    if (!isDone) continue;
    announce({ collections: [...new Set(moved.map(({ row }) => row.collection))], cause: 'saved' });
    return;
  }
}

/** All that is dirty, under the newest keys as far as it can be: what is sealed again here keeps its chunks. */
async function allDirty(context: JournalContext): Promise<readonly DirtyRow[]> {
  const { store } = context;
  const marks = await store.dirtyMarks();
  const collections = marks.map(({ collection }) => collection);
  await freshDirtyRows(context, collections);
  return (await Promise.all(collections.map((collection) => store.dirtyIn(collection)))).flat();
}

/**
 * New clocks for those that are ahead. Two entries of one save keep sharing one; a later save stays later, also than what was
 * saved before the device's clock went wrong, and than what the server has of the same entry.
 */
export function correctedClocks(
  rows: readonly Pick<DirtyRow, 'clock' | 'acknowledged'>[],
  serverNow: number,
  offset: number,
  device: string,
): ReadonlyMap<Clock, Clock> {
  const corrected = new Map<Clock, Clock>();
  const clocks = [...new Set(rows.map(({ clock }) => clock))].sort();
  const latest = clocks.at(-1);
  const shift = latest === undefined ? offset : Math.min(offset, serverNow - timeOf(latest)); // The device's clock may have been set right since then.
  let last: Clock | undefined;
  for (const clock of clocks) {
    if (timeOf(clock) <= serverNow) {
      last = clock;
      continue;
    }
    const bases = rows.filter((row) => row.clock === clock).map(({ acknowledged }) => acknowledged?.clock);
    const floor = newest([last, ...bases]);
    const moved = shifted(clock, shift);
    last = floor === undefined || moved > floor ? moved : tick(floor, 0, device);
    corrected.set(clock, last);
  }
  return corrected;
}

interface Moved {
  readonly row: DirtyRow;
  readonly entry: Entry;
}

/** Nothing for one that cannot be opened: it must not keep the others from being corrected. */
async function resealed(
  { account }: JournalContext,
  row: DirtyRow,
  clocks: ReadonlyMap<Clock, Clock>,
): Promise<Moved | undefined> {
  const plain = await openedOrNothing(account, row);
  return plain && { row, entry: await sealEntry(account, plain, clocks.get(row.clock) ?? row.clock) };
}

/** Milliseconds since 1970: before this was written no server of ours was there. */
const EARLIEST = Date.UTC(2020, 0, 1);

function isTime(serverNow: number): boolean {
  return Number.isSafeInteger(serverNow) && serverNow >= EARLIEST;
}

import { type Clock, deviceOf, type Entry } from '../../protocol/index.ts';
import { tick } from '../clock/hybrid-clock.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import { sealEntry } from '../seal/seal-entry.ts';
import { encodeHead, type Head, headIn, tagOf } from './head.ts';
import type { HistoryState } from './history-state.ts';
import { HEADS } from './names.ts';
import { lastPoint } from './points.ts';

/**
 * This device's newest head, sealed, to go with a delta whose newest clock this is; nothing when the server has it already, or
 * there is nothing to be said yet.
 */
export async function ownHead(context: JournalContext, newest: Clock): Promise<Entry | undefined> {
  const { account, names, store } = context;
  const { rows, state } = await store.read([await names.entry(HEADS, account.device.id)]);
  const head = headOf(state.history);
  if (head === undefined || (state.history.prunedClock ?? '') >= newest) return undefined; // The server would refuse it.
  const [row] = rows;
  const published = row && headIn(await openedOrNothing(account, row));
  if (published !== undefined && !isNewer(head, published)) return undefined;
  const clock = clockAfter(newest, row?.clock, account.device.id);
  const plain = { collection: HEADS, key: account.device.id, isTombstone: false, content: encodeHead(head), seen: [] };
  return await sealEntry(account, plain, clock);
}

/** The delta's own where it can be: a clock's device says whose head it is. */
function clockAfter(newest: Clock, published: Clock | undefined, device: string): Clock {
  if (published !== undefined && published >= newest) return tick(published, 0, device);
  return deviceOf(newest) === device ? newest : tick(newest, 0, device);
}

function headOf({ points, generation, standing }: HistoryState): Head | undefined {
  const point = lastPoint(points);
  if (point === undefined || point.sequence === 0 || generation === null || standing.kind === 'doubted')
    return undefined;
  return { ...point, generation: tagOf(generation) };
}

function isNewer(head: Head, published: Head): boolean {
  return !sameBytes(head.generation, published.generation) || head.sequence > published.sequence;
}

import type { ChunkId, Entry } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import type { PullOptions } from '../journal.ts';
import { type BrokenRow, versionOf } from '../store/rows.ts';
import { lookAtChunks } from './chunk-rows.ts';
import { fetchChunks } from './fetch-chunks.ts';

/** Entries of the server's, of which those in chunks have all of them here now; and those that cannot have them. */
export interface Completed {
  readonly entries: readonly Entry[];
  readonly broken: readonly BrokenRow[];
}

/**
 * Reads what entries in chunks take and this device has not, before any of them is adopted: nobody sees half a value. Chunks that
 * nothing names in the end are swept.
 * @throws JournalError `server-refused`, `server-misbehaves`
 */
export async function complete(
  context: JournalContext,
  options: PullOptions,
  entries: readonly Entry[],
): Promise<Completed> {
  const inChunks = entries.filter(({ chunks }) => chunks !== undefined);
  if (inChunks.length === 0) return { entries, broken: [] };
  const lists = await listsOf(context, inChunks);
  const read = async (ids: readonly ChunkId[]) => await fetchChunks(context, options, await notHere(context, ids));
  const listFlaws = await read([...new Set([...lists.values()].flat())]);
  const pieces = await piecesOf(context, [...lists.values()].flat());
  const flaws = new Map([...listFlaws, ...(await read([...new Set([...pieces.values()].flat())]))]);
  const broken = [...lists].flatMap(([entry, named]): readonly BrokenRow[] => {
    const flawed = [...named, ...named.flatMap((list) => pieces.get(list) ?? [])].find((id) => flaws.has(id));
    const reason = flawed && flaws.get(flawed);
    return reason === undefined ? [] : [{ id: entry.id, ...versionOf(entry), reason }];
  });
  const ids = new Set(broken.map(({ id }) => id));
  return { entries: entries.filter(({ id }) => !ids.has(id)), broken };
}

/** The lists that entries name; nothing for those that do not open, which is told of later. */
async function listsOf(
  { account }: JournalContext,
  entries: readonly Entry[],
): Promise<ReadonlyMap<Entry, readonly ChunkId[]>> {
  const opening = entries.map(async (entry) => ({ entry, plain: await openedOrNothing(account, entry) }));
  const opened = await Promise.all(opening);
  return new Map(
    opened.flatMap(({ entry, plain }) => (plain === undefined ? [] : [[entry, entry.chunks ?? []] as const])),
  );
}

async function piecesOf(
  { store }: JournalContext,
  lists: readonly ChunkId[],
): Promise<ReadonlyMap<ChunkId, readonly ChunkId[]>> {
  const rows = await lookAtChunks(store, ({ get }) => get([...new Set(lists)]));
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row.refs] as const])));
}

async function notHere({ store }: JournalContext, ids: readonly ChunkId[]): Promise<readonly ChunkId[]> {
  const present = await lookAtChunks(store, ({ here }) => here(ids));
  return ids.filter((id) => !present.has(id));
}

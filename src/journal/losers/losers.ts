import type { JournalContext } from '../context.ts';
import { readRow } from '../edit/read.ts';
import { write } from '../edit/write.ts';
import type { Loser } from '../journal.ts';
import type { EntryRow, LoserRow } from '../store/rows.ts';

/** Every version that lost, with what it lost against, oldest first. */
export async function listLosers(context: JournalContext): Promise<readonly Loser[]> {
  const { store } = context;
  const losers = await store.losers();
  const { rows } = await store.read(losers.map(({ entry }) => entry));
  const listed = await Promise.all(losers.map((loser, place) => loserOf(context, loser, rows[place])));
  return listed.flatMap((loser) => loser ?? []).sort((a, b) => (a.clock < b.clock ? -1 : 1));
}

async function loserOf(
  context: JournalContext,
  loser: LoserRow,
  winner: EntryRow | undefined,
): Promise<Loser | undefined> {
  const mine = await readRow(context, { ...loser, id: loser.entry });
  if (mine.kind === 'broken') return undefined;
  const theirs = winner && (await readRow(context, winner));
  const { collection, key } = mine.plain;
  const theirValue = theirs?.kind === 'read' ? theirs.value : undefined;
  return { id: loser.id, collection, key, mine: mine.value, theirs: theirValue, clock: loser.clock };
}

/** A new edit with the losing value: it wins, here and everywhere. */
export async function keepMine(context: JournalContext, { id, collection, key, mine }: Loser): Promise<void> {
  const change =
    mine === undefined ? ({ collection, key, isDeleted: true } as const) : { collection, key, value: mine };
  await write(context, [change], { mayOverwrite: true, cause: 'saved' });
  await letGo(context, id);
}

export async function letGo({ store, announce }: JournalContext, id: string): Promise<void> {
  const [entry = ''] = id.split(' ');
  const { rows } = await store.read([entry]);
  await store.change(async (draft) => draft.removeLoser(id));
  announce({ collections: rows.flatMap((row) => row?.collection ?? []), cause: 'settings' });
}

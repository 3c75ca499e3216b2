import type { Account } from '../../account/index.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import { write } from '../edit/write.ts';
import type { Loser, Value } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import type { EntryRow, LoserRow } from '../store/rows.ts';
import { decodeValue } from '../value/value-codec.ts';

/** Every version that lost, with what it lost against, oldest first. */
export async function listLosers({ account, store }: JournalContext): Promise<readonly Loser[]> {
  const losers = await store.losers();
  const { rows } = await store.read(losers.map(({ entry }) => entry));
  const listed = await Promise.all(losers.map((loser, place) => loserOf(account, loser, rows[place])));
  return listed.flatMap((loser) => loser ?? []).sort((a, b) => (a.clock < b.clock ? -1 : 1));
}

async function loserOf(account: Account, loser: LoserRow, winner: EntryRow | undefined): Promise<Loser | undefined> {
  const mine = await openedOrNothing(account, { ...loser, id: loser.entry });
  if (mine === undefined) return undefined;
  const theirs = winner && (await openedOrNothing(account, winner));
  const { collection, key } = mine;
  return { id: loser.id, collection, key, mine: valueIn(mine), theirs: theirs && valueIn(theirs), clock: loser.clock };
}

function valueIn({ isTombstone, content }: Plain): Value | undefined {
  return isTombstone ? undefined : decodeValue(content);
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

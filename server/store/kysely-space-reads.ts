import type { Kysely } from 'kysely';
import type { AccountId, JoinedSpace, Member, MessagesPage, SpaceId } from '../../src/protocol/index.ts';
import { selectMembers } from './kysely-members.ts';
import { MESSAGE_COLUMNS, messageFrom } from './message-rows.ts';
import { fitting, type SizedHead } from './page-fitting.ts';
import type { ChangesBounds, ChannelPlace, HistoryBounds, SpaceReads } from './space-store.ts';
import type { Tables } from './tables.ts';

type Database = Kysely<Tables>;

/** Runs what reads, with the errors of a store. */
type Guard = <Result>(work: (database: Database) => Promise<Result>) => Promise<Result>;

export class KyselySpaceReads implements SpaceReads {
  readonly #guard: Guard;

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  async listOf(account: AccountId, among?: readonly SpaceId[]): Promise<JoinedSpace[]> {
    if (among?.length === 0) return [];
    return await this.#guard((database) => {
      const all = selectJoined(database, account);
      return (among === undefined ? all : all.where('members.space', 'in', among)).execute();
    });
  }

  async cursorsFor(space: SpaceId, among: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>> {
    if (among.length === 0) return new Map();
    const rows = await this.#guard((database) =>
      database
        .selectFrom('members')
        .innerJoin('spaces', 'spaces.space', 'members.space')
        .select(['account', 'cursor'])
        .where('members.space', '=', space)
        .where('account', 'in', among)
        .execute(),
    );
    return new Map(rows.map(({ account, cursor }) => [account, cursor]));
  }

  listMembers(space: SpaceId): Promise<Member[]> {
    return this.#guard((database) => selectMembers({ database, space }).orderBy('joined').execute());
  }

  changesIn(place: ChannelPlace, bounds: ChangesBounds): Promise<MessagesPage> {
    return this.#guard(async (database) => {
      const heads = await selectHeads(database, place)
        .where('cursor', '>', bounds.since)
        .where('cursor', '<=', bounds.until)
        .orderBy('cursor')
        .limit(bounds.entries + 1)
        .execute();
      const { messages, more, last } = await readPage(database, place, heads, bounds);
      return { messages, cursor: more && last !== undefined ? last : bounds.until, more };
    });
  }

  historyOf(place: ChannelPlace, bounds: HistoryBounds): Promise<MessagesPage> {
    return this.#guard(async (database) => {
      const heads = await selectHeads(database, place)
        .where('cursor', '<', bounds.before)
        // As it stands in the index, so that those that were deleted cost nothing.
        .where((is) => is('tombstone', '=', is.lit(0)))
        .orderBy('cursor', 'desc')
        .limit(bounds.entries + 1)
        .execute();
      const { messages, more, last } = await readPage(database, place, heads, bounds);
      return { messages: messages.reverse(), cursor: last ?? bounds.before, more };
    });
  }
}

function selectJoined(database: Database, account: AccountId) {
  return database
    .selectFrom('members')
    .innerJoin('spaces', 'spaces.space', 'members.space')
    .select(['members.space', 'role', 'joined_at as joinedAt', 'spaces.cursor'])
    .where('account', '=', account)
    .orderBy('joined_at')
    .orderBy('members.space');
}

/** Sizes only: a page of bodies may not fit in memory. */
function selectHeads(database: Database, { space, channel }: ChannelPlace) {
  return database
    .selectFrom('messages')
    .select(({ fn }) => ['cursor', fn<number>('length', ['body']).as('bytes')])
    .where('space', '=', space)
    .where('channel', '=', channel);
}

/** Of the heads in their order as many as the page holds, and the last one's cursor. The messages come the oldest first. */
async function readPage(
  database: Database,
  { space }: ChannelPlace,
  heads: readonly SizedHead[],
  bounds: { readonly entries: number; readonly bytes: number },
) {
  const cursors = heads.slice(0, fitting(heads, bounds)).map(({ cursor }) => cursor);
  if (cursors.length === 0) return { messages: [], more: false };
  // One that is deleted between the two queries has a cursor beyond these: who follows the changes meets it there.
  const rows = await database
    .selectFrom('messages')
    .select(MESSAGE_COLUMNS)
    .where('space', '=', space)
    .where('cursor', 'in', cursors)
    .orderBy('cursor')
    .execute();
  return { messages: rows.map(messageFrom), more: cursors.length < heads.length, last: cursors.at(-1) };
}

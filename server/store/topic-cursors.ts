import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { News, Topic } from './topics.ts';

type Database = Kysely<Tables>;

/** Reads where the cursors of so many topics of one kind stand, by their names. */
type ReadCursors = (database: Database, names: readonly string[]) => Promise<{ name: string; cursor: number }[]>;

const READERS: Readonly<Record<Kind, ReadCursors>> = {
  account: (database, names) =>
    database.selectFrom('accounts').select(['account as name', 'cursor']).where('account', 'in', names).execute(),
  devices: (database, names) =>
    database
      .selectFrom('accounts')
      .select(['account as name', 'device_generation as cursor'])
      .where('account', 'in', names)
      .execute(),
  space: (database, names) =>
    database.selectFrom('spaces').select(['space as name', 'cursor']).where(sql<string>`space`, 'in', names).execute(),
  members: (database, names) =>
    database
      .selectFrom('memberships')
      .select(['account as name', 'changes as cursor'])
      .where(sql<string>`account`, 'in', names)
      .execute(),
};

type Kind = 'account' | 'devices' | 'members' | 'space';

export function isTopic(text: unknown): text is Topic {
  return typeof text === 'string' && text.includes(':') && Object.hasOwn(READERS, kindOf(text));
}

/** The cursors of these topics as they are now; those of which there is nothing yet are left out. */
export async function readTopicCursors(database: Database, topics: readonly Topic[]): Promise<News[]> {
  const names = new Map<Kind, Set<string>>();
  for (const topic of topics) {
    const kind = kindOf(topic);
    names.set(kind, (names.get(kind) ?? new Set()).add(nameOf(topic)));
  }
  const news = [...names].map(async ([kind, ofKind]) => {
    const cursors = await READERS[kind](database, [...ofKind]);
    return cursors.map(({ name, cursor }): News => ({ topic: `${kind}:${name}`, cursor }));
  });
  return (await Promise.all(news)).flat();
}

function kindOf(topic: string): Kind {
  return topic.slice(0, topic.indexOf(':')) as Kind;
}

function nameOf(topic: Topic): string {
  return topic.slice(topic.indexOf(':') + 1);
}

import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { News, Topic } from './topics.ts';

/** Where the cursor of each kind of topic stands. */
const COLUMNS = { account: 'cursor', devices: 'device_generation' } as const;

type Kind = keyof typeof COLUMNS;

export function isTopic(text: unknown): text is Topic {
  return typeof text === 'string' && text.includes(':') && Object.hasOwn(COLUMNS, kindOf(text));
}

/** The cursors of these topics as they are now; those of which there is nothing yet are left out. */
export async function readTopicCursors(database: Kysely<Tables>, topics: readonly Topic[]): Promise<News[]> {
  if (topics.length === 0) return [];
  const rows = await database
    .selectFrom('accounts')
    .select(['account', ...Object.values(COLUMNS)])
    .where('account', 'in', [...new Set(topics.map(nameOf))])
    .execute();
  const byAccount = new Map(rows.map((row) => [row.account, row]));
  return topics.flatMap((topic) => {
    const row = byAccount.get(nameOf(topic));
    return row === undefined ? [] : [{ topic, cursor: row[COLUMNS[kindOf(topic)]] }];
  });
}

function kindOf(topic: string): Kind {
  return topic.slice(0, topic.indexOf(':')) as Kind;
}

function nameOf(topic: Topic): string {
  return topic.slice(topic.indexOf(':') + 1);
}

import Database from 'libsql';
import type { Server } from './server.ts';

/** What the server has committed, read from its own database file. */
export interface Committed {
  readonly account: string;
  readonly id: string;
  readonly value: unknown;
  readonly cursor: number;
}

export function committed(server: Server): readonly Committed[] {
  return read(server, 'select account, id, value, cursor from entries order by cursor').map((row) => {
    const { value, ...entry } = row as Omit<Committed, 'value'> & { value: ArrayBuffer | null };
    return { ...entry, value: value === null ? null : JSON.parse(new TextDecoder().decode(value)) };
  });
}

/** The entries that the server has, in the order in which it committed them. */
export function committedIds(server: Server): readonly string[] {
  return committed(server).map(({ id }) => id);
}

/** The value of one entry, of whatever account there is. */
export function storedValue(server: Server, id: string): unknown {
  return committed(server).find((entry) => entry.id === id)?.value;
}

/** How many effects were committed: one record an effect. */
export function effects(server: Server): number {
  const [row] = read(server, 'select count(*) as count from idempotency');
  return (row as { count: number }).count;
}

function read(server: Server, sql: string): unknown[] {
  const database = new Database(server.database, { readonly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

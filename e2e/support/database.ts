import Database from 'libsql';
import * as v from 'valibot';
import { type Chunk, type ChunkId, chunkIdSchema, chunkIdsFromBytes } from '../../src/protocol/index.ts';
import type { Server } from './server.ts';

/**
 * What the server has committed, read from its own database file. The value is what its JSON says, its bytes where they are
 * no JSON, and `null` for a tombstone.
 */
export interface Committed {
  readonly account: string;
  readonly id: string;
  readonly value: unknown;
  readonly cursor: number;
}

type Row = Omit<Committed, 'value'> & { readonly tombstone: number; readonly value: ArrayBuffer };

export function committed(server: Server): readonly Committed[] {
  return read(server, 'select account, id, tombstone, value, cursor from entries order by cursor').map((row) => {
    const { tombstone, value, ...entry } = row as Row;
    return { ...entry, value: tombstone === 1 ? null : valueIn(new Uint8Array(value)) };
  });
}

/** Entries as they lie in the database, in the order in which it committed them. */
export function sealedEntries(server: Server) {
  return read(server, 'select account, id, clock, tombstone, value, chunks, cursor from entries order by cursor').map(
    (row) => {
      const { tombstone, value, chunks, ...entry } = row as Row & { clock: string; chunks: ArrayBuffer | null };
      const named = chunks === null ? {} : { chunks: chunkIdsFromBytes(new Uint8Array(chunks)) };
      return { ...entry, isTombstone: tombstone === 1, value: new Uint8Array(value), ...named };
    },
  );
}

/** The chunks that the server has of one account, by their names. */
export function sealedChunks(server: Server, account: string): ReadonlyMap<ChunkId, Chunk> {
  const rows = read(server, `select chunk, refs, bytes from chunks where account = '${account}'`);
  return new Map(
    rows.map((row) => {
      const { chunk, refs, bytes } = row as { chunk: string; refs: ArrayBuffer; bytes: ArrayBuffer };
      const id = v.parse(chunkIdSchema, chunk);
      return [id, { id, refs: chunkIdsFromBytes(new Uint8Array(refs)), bytes: new Uint8Array(bytes) }];
    }),
  );
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

/** How many messages were committed, of whomever. */
export function messageCount(server: Server): number {
  const [row] = read(server, 'select count(*) as count from messages');
  return (row as { count: number }).count;
}

/** All that the server has, of whomever, to be compared with what it has later. */
export function everything(server: Server): string {
  const tables = read(server, "select name from sqlite_master where type = 'table' order by name");
  const rows = tables.map((table) => {
    const { name } = table as { readonly name: string };
    return [name, read(server, `select * from "${name}"`)];
  });
  return JSON.stringify(rows, (_, value) =>
    value instanceof ArrayBuffer ? Buffer.from(value).toString('hex') : value,
  );
}

/** Sealed bytes are no JSON but by a very rare chance. */
function valueIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return bytes;
  }
}

/** Does at once what the server does when nothing has referred to chunks for a day. Gives how many went. */
export function forgetUnusedChunks(server: Server): number {
  const database = new Database(server.database, { timeout: 5_000 });
  try {
    return database.prepare('delete from chunks where uses = 0').run().changes;
  } finally {
    database.close();
  }
}

function read(server: Server, sql: string): unknown[] {
  const database = new Database(server.database, { readonly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

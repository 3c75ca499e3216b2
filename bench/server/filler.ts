import Database from 'libsql';
import pg from 'pg';
import { isPostgres, type Place } from '../../e2e/endurance/server-process.ts';

/** What a database holds besides the accounts that are measured. */
export interface Filling {
  /** Each with an entry of 300 bytes, a device and three kept answers. */
  readonly accounts: number;
  /** Entries of 200 bytes that one account holds more. */
  readonly entriesOf?: { readonly account: string; readonly entries: number };
}

const CLOCK = '000000000001-0000-00000000000000aa';

/** Puts so much into a database whose tables are there. Not durable: what is measured comes later. */
export async function fill(place: Place, filling: Filling): Promise<void> {
  const statements = [...fillAccounts(filling.accounts), ...fillEntries(filling.entriesOf)];
  await (isPostgres(place) ? runOnPostgres(place, statements) : runOnSqlite(place, statements));
}

/** A statement for both databases: the numbers from 1 to `count` are `n.i`, and `BYTES(size)` are so many bytes. */
interface Statement {
  readonly count: number;
  readonly insert: string;
  readonly select: string;
}

function fillAccounts(count: number): readonly Statement[] {
  const filler = `'filler-account-' || n.i`;
  return [
    { count, insert: 'accounts (account, cursor)', select: `${filler}, 1` },
    {
      count,
      insert: 'entries (account, id, clock, cursor, tombstone, value)',
      select: `${filler}, 'entry', '${CLOCK}', 1, 0, BYTES(300)`,
    },
    {
      count,
      insert: 'devices (account, device, public_key, registered_at)',
      select: `${filler}, '00000000000000aa', BYTES(32), 1`,
    },
    ...['a', 'b', 'c'].map((name) => ({
      count,
      insert: 'idempotency (account, key, fingerprint, status, content_type, created_at, body)',
      select: `${filler}, 'key-${name}-' || n.i, 'f00d', 200, 'application/cbor', 1, BYTES(8)`,
    })),
  ];
}

function fillEntries(of: Filling['entriesOf']): readonly Statement[] {
  if (of === undefined) return [];
  const { account, entries: count } = of;
  const insert = 'entries (account, id, clock, cursor, tombstone, value)';
  // Behind the cursors that the measured saves will take.
  const select = `'${account}', 'filler-' || n.i, '${CLOCK}', 1000000000 + n.i, 0, BYTES(200)`;
  return [{ count, insert, select }];
}

async function runOnSqlite(directory: string, statements: readonly Statement[]): Promise<void> {
  const sqlite = new Database(`${directory}/backhaul.sqlite`);
  sqlite.pragma('synchronous = OFF');
  for (const { count, insert, select } of statements) {
    const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
    const selected = select.replaceAll('BYTES', 'zeroblob');
    if (count > 0) sqlite.exec(`INSERT INTO ${insert} ${numbers} SELECT ${selected} FROM n`);
  }
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
}

async function runOnPostgres(url: string, statements: readonly Statement[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { count, insert, select } of statements) {
    const selected = select.replaceAll(/BYTES\((\d+)\)/g, `decode(repeat('00', $1), 'hex')`);
    await client.query(`INSERT INTO ${insert} SELECT ${selected} FROM generate_series(1, ${count}) AS n(i)`);
  }
  await client.query('VACUUM ANALYZE');
  await client.end();
}

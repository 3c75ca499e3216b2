import Database from 'libsql';
import type { Effect, Write } from './evidence.ts';

const VALUE_OF_NEW = 'case new.tombstone when 1 then null else new.value end';

/** Kept by triggers, so that it is written in the server's own transactions and survives whatever the server survives. */
const SCHEMA = `
  create table soak_log (
    place integer primary key autoincrement,
    entry text,
    clock text,
    value blob,
    idempotency_key text
  );
  create trigger soak_inserted after insert on entries begin
    insert into soak_log (entry, clock, value) values (new.id, new.clock, ${VALUE_OF_NEW});
  end;
  create trigger soak_updated after update on entries begin
    insert into soak_log (entry, clock, value) values (new.id, new.clock, ${VALUE_OF_NEW});
  end;
  create trigger soak_effect after insert on idempotency begin
    insert into soak_log (idempotency_key) values (new.key);
  end;
`;

const ENTRIES = 'select id as entry, clock, case tombstone when 1 then null else value end as value from entries';

const ACCOUNTS = `
  select account from accounts union select account from entries
  union select account from idempotency union select account from devices
`;

interface EntryRow {
  readonly entry: string;
  readonly clock: string;
  readonly value: ArrayBuffer | null;
}

type LogRow = EntryRow & { readonly idempotency_key: string | null };

/** Has the server's database keep a log of every write and every effect. Call it once the server has made its tables. */
export function keepLog(file: string): void {
  withDatabase(file, (database) => database.exec(SCHEMA));
}

/** Every effect with its writes, in the order of the commits: an effect is recorded after its writes, in one transaction. */
export function readEffects(file: string): readonly Effect[] {
  const rows = withDatabase(file, (database) => database.prepare('select * from soak_log order by place').all());
  const effects: Effect[] = [];
  let writes: Write[] = [];
  for (const row of rows as LogRow[]) {
    if (row.idempotency_key === null) writes.push(writeFrom(row));
    else {
      effects.push({ key: row.idempotency_key, writes });
      writes = [];
    }
  }
  if (writes.length > 0) effects.push({ key: '', writes });
  return effects;
}

/** What the server holds now. */
export function readEntries(file: string): readonly Write[] {
  const rows = withDatabase(file, (database) => database.prepare(ENTRIES).all());
  return (rows as EntryRow[]).map(writeFrom);
}

/** Of whom the server has anything. */
export function readAccounts(file: string): readonly string[] {
  const rows = withDatabase(file, (database) => database.prepare(ACCOUNTS).all());
  return (rows as { readonly account: string }[]).map(({ account }) => account);
}

function writeFrom({ entry, clock, value }: EntryRow): Write {
  return { entry, clock, value: value === null ? null : new TextDecoder().decode(value) };
}

function withDatabase<Result>(file: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(file);
  try {
    database.pragma('busy_timeout = 10000');
    return work(database);
  } finally {
    database.close();
  }
}

import { type Kysely, sql } from 'kysely';
import { type BytesType, migrate, migrationsFor } from './migrations.ts';

/** A migration that this version does not know has been run on the database. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * Runs the migrations that are still to be run. Any number of processes may do so at once: one does, the others wait.
 * @throws NewerDatabaseError when a newer version was here before.
 * @throws what the database says; nothing of a failed migration remains.
 */
export async function bringUpToDate<Schema>(database: Kysely<Schema>, bytes: BytesType): Promise<void> {
  try {
    await migrate(database, bytes);
  } catch (cause) {
    const [unknown] = await unknownMigrations(database, bytes).catch(() => []);
    if (unknown === undefined) throw cause;
    const reason = `a newer version of Backhaul has changed it (by "${unknown}", which this version does not know)`;
    throw new NewerDatabaseError(`${reason}: run that version, or restore a backup from before it`, { cause });
  }
}

async function unknownMigrations<Schema>(database: Kysely<Schema>, bytes: BytesType): Promise<string[]> {
  const known = await migrationsFor(bytes).getMigrations();
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map(({ name }) => name).filter((name) => !Object.hasOwn(known, name));
}

import pg from 'pg';

/** There is no connection to the database, or it was lost. `cause` says how. */
export class NoConnectionError extends Error {
  override readonly name = 'NoConnectionError';
}

/** The database does not go on with a transaction, or commit it, in which a statement had failed before: `cause` is that failure. */
export class RolledBackError extends Error {
  override readonly name = 'RolledBackError';
}

/** An integer that JavaScript cannot hold exactly. */
export class UnsafeIntegerError extends RangeError {
  override readonly name = 'UnsafeIntegerError';
}

/** Connection, deadlock and serialization, resources (a full disk among them), operator and timeouts, system, corruption. */
const UNAVAILABLE_CLASSES = ['08', '40', '53', '57', '58', 'XX'];
const UNAVAILABLE_STATES = [
  '25006', // read-only: a standby, or set so
  '25P03', // idle in a transaction for too long
  '25P04', // a transaction that took too long
  '55P03', // a lock that was not to be had in time
];
/** A constraint that is checked at the commit: of class 40, but a mistake of ours. */
const CONSTRAINT_AT_COMMIT = '40002';

/** Gone, busy, full, read-only, in a deadlock: the database's trouble. A wrong statement or a broken constraint is ours. */
export function isPostgresUnavailable(error: unknown): boolean {
  if (error instanceof NoConnectionError) return true;
  if (error instanceof RolledBackError) return isPostgresUnavailable(error.cause);
  const state = sqlStateOf(error);
  if (state === undefined || state === CONSTRAINT_AT_COMMIT) return false;
  return UNAVAILABLE_STATES.includes(state) || UNAVAILABLE_CLASSES.includes(state.slice(0, 2));
}

/** What a statement failed with: from the database, from us, or because there is no connection any more. */
export function statementError(error: unknown): unknown {
  // The driver has no class for a lost connection; what it throws for a value that it cannot send or read is a TypeError or RangeError.
  const isToldOrOurs = error instanceof pg.DatabaseError || error instanceof TypeError || error instanceof RangeError;
  return isToldOrOurs ? error : new NoConnectionError('The connection to the database was lost.', { cause: error });
}

/** Whether a connection on which this happened is of no more use: it is lost, or its server will take no writes. */
export function spoilsConnection(error: unknown): boolean {
  if (error instanceof NoConnectionError) return true;
  if (!(error instanceof pg.DatabaseError)) return false;
  const isFatal = error.severity === 'FATAL' || error.severity === 'PANIC';
  return isFatal || error.code === '25006' || error.code?.startsWith('08') === true;
}

export function isInFailedTransaction(error: unknown): boolean {
  return sqlStateOf(error) === '25P02';
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

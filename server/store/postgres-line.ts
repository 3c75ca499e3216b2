import pg from 'pg';
import { ignore } from './postgres.ts';

/** A connection of its own for hearing and telling. */
export interface Line {
  /** Resolves when the connection has ended, for whatever reason. */
  readonly lost: Promise<void>;
  /** Tells everybody else who listens. Rejects when the database did not take it. */
  send(messages: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface LineOptions {
  readonly config: pg.ClientConfig;
  readonly channel: string;
  /** Milliseconds between two questions whether the connection lives. */
  readonly heartbeat: number;
  readonly onMessage: (message: string) => void;
}

/** A commit that tells something waits for every other one that does: nothing is written there that a crash could lose. */
const SET_UP = 'SET synchronous_commit = off; SET statement_timeout = 0; SET idle_session_timeout = 0; LISTEN ';
const LONGEST_GOODBYE = 1000;
/** PostgreSQL tells only once what is told twice in one transaction. */
const SEND = 'SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message';

/** @throws what the driver says when there is no connection to be had. */
export async function openLine({ config, channel, heartbeat, onMessage }: LineOptions): Promise<Line> {
  const client = new pg.Client(config);
  const lost = new Promise<void>((resolve) => client.on('end', resolve).on('error', () => resolve()));
  const own = new Set<number>();
  client.on('notification', ({ processId, payload }) => {
    if (!own.has(processId) && payload !== undefined) onMessage(payload);
  });
  try {
    await client.connect();
    own.add(await backendOf(client));
    await client.query(SET_UP + client.escapeIdentifier(channel));
  } catch (error) {
    void client.end().catch(ignore);
    throw error;
  }
  void askAgainAndAgain(client, lost, heartbeat);
  return {
    lost,
    send: async (messages) => void (await client.query(SEND, [channel, messages])),
    close: () => endOf(client),
  };
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
  return rows[0]?.id ?? 0;
}

/** A connection whose other end is gone does not end by itself: it is cut off when it does not answer. */
async function askAgainAndAgain(client: pg.Client, lost: Promise<void>, heartbeat: number): Promise<void> {
  while (!(await isOver(lost, heartbeat))) await client.query('SELECT 1').catch(() => cutOff(client));
}

async function endOf(client: pg.Client): Promise<void> {
  const late = setTimeout(() => cutOff(client), LONGEST_GOODBYE);
  await client.end();
  clearTimeout(late);
}

function cutOff(client: pg.Client): void {
  client.connection.stream.destroy();
}

/** Whether `end` comes within so many milliseconds. */
function isOver(end: Promise<void>, within: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), within);
    void end.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

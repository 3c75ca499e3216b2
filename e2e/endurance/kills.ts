import { setTimeout as delay } from 'node:timers/promises';
import { openPostgresStore } from '../../server/store/postgres-store.ts';
import { openSqliteStore } from '../../server/store/sqlite-store.ts';
import { judge, type Wrongs } from './judge.ts';
import { isPostgres, type Place, ServerProcess } from './server-process.ts';
import { Writers } from './writers.ts';

const CONCURRENCY = 16;
/** A server is killed once it has given so many answers at most, and so many milliseconds later at most. */
const MOST_ANSWERS = 80;
const LONGEST_DELAY = 30;

export interface KillReport {
  readonly kills: number;
  readonly saves: number;
  /** Saves that were sent more than once before they had an answer. */
  readonly resent: number;
  readonly wrongs: Wrongs;
}

export interface KillOptions {
  /** The server's script. */
  readonly program: string;
  readonly place: Place;
  readonly kills: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Kills the server under load, at random moments, starts it again on the same data, and so on; then judges the database. */
export async function killServer({ program, place, kills, random }: KillOptions): Promise<KillReport> {
  const writers = new Writers();
  let server = await ServerProcess.start([program], place);
  await writers.register(server.origin);
  for (let kill = 0; kill < kills; kill += 1) {
    const writing = writers.write(server.origin, CONCURRENCY, new AbortController().signal);
    await writers.moreAnswers(Math.floor(random() * MOST_ANSWERS));
    await delay(random() * LONGEST_DELAY);
    await server.kill();
    await writing;
    server = await ServerProcess.start([program], place);
  }
  await writers.finish(server.origin);
  await server.stop();
  const store = isPostgres(place)
    ? await openPostgresStore({ url: place })
    : await openSqliteStore({ directory: place });
  const wrongs = await judge(writers, store);
  await store.close();
  return { kills, saves: writers.answered.length, resent: writers.resent, wrongs };
}

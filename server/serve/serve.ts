import { createHandler } from '../handler/create-handler.ts';
import type { Logger } from '../handler/logger.ts';
import { openStore } from '../store/open-store.ts';
import { type Listening, listen } from './listen.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDirectory: string;
  /** Of a PostgreSQL that holds the data instead of the directory. */
  readonly databaseUrl?: string | undefined;
  readonly appDirectory?: string | undefined;
  /** Bytes, 4 MiB unless told. */
  readonly bodyLimit?: number;
  /** How many milliseconds requests in flight may take when the server stops; 5,000 unless told. */
  readonly stopWithin?: number;
  /** Milliseconds after which a live stream on which nothing happens says that it lives; 20,000 unless told. */
  readonly heartbeat?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly log?: Logger;
}

export interface Running {
  readonly url: string;
  /** Where the data is kept, for a person to read: an absolute directory, or a PostgreSQL without its password. */
  readonly place: string;
  /** Resolves when the last request is answered and the database is closed. */
  stop(): Promise<void>;
}

/**
 * The whole server: store, handler, port.
 * @throws StoreOpenError when the data directory or the database cannot be used.
 * @throws ListenError when the port cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Running> {
  const { store, place } = await openStore(options);
  const stopping = new AbortController();
  let listening: Listening;
  try {
    listening = await listen(createHandler({ ...options, store, stop: stopping.signal }), options);
  } catch (error) {
    await store.close();
    throw error;
  }
  const stop = async () => {
    stopping.abort();
    await listening.stop(options.stopWithin ?? 5000);
    await store.close();
  };
  return { url: listening.url, place, stop };
}

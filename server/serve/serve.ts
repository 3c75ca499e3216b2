import { createHandler, type HandlerOptions } from '../handler/create-handler.ts';
import type { Logger } from '../handler/logger.ts';
import { countingRefusals } from '../handler/observed.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { createLogger } from '../log/create-logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { metricsHandler } from '../metrics/metrics-handler.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { type Listening, type ListenOptions, listen } from './listen.ts';

export interface ServeOptions extends Omit<HandlerOptions, 'store' | 'stop' | 'stopping' | 'metrics'> {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDirectory: string;
  /** Of a PostgreSQL that holds the data instead of the directory. */
  readonly databaseUrl?: string | undefined;
  /** How many proxies in front are believed about who asks them (`X-Forwarded-For`); none unless told. */
  readonly trustProxy?: number;
  /** Connections at a time, those of live streams included; 10,000 unless told, and 0 is no limit. */
  readonly maxConnections?: number;
  /** Has `/metrics` served there; 0 takes any free port. Not at all unless told. */
  readonly metricsPort?: number | undefined;
  /** The machine itself unless told. */
  readonly metricsHost?: string;
  /** For how many milliseconds it goes on as ever once it is to stop, with `/readyz` saying so; 0 unless told. */
  readonly stopDelay?: number;
  /** How many milliseconds requests in flight may take after that; 5,000 unless told. */
  readonly stopWithin?: number;
}

export interface Running {
  readonly url: string;
  /** Where the data is kept, for a person to read: an absolute directory, or a PostgreSQL without its password. */
  readonly place: string;
  readonly metricsUrl?: string;
  /** Resolves when the last request is answered and the database is closed. */
  stop(): Promise<void>;
}

/**
 * The whole server: store, handler, port.
 * @throws StoreOpenError when the data directory or the database cannot be used.
 * @throws ListenError when a port cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Running> {
  const { store, place } = await openStore(options);
  try {
    const { log = createLogger(options.now === undefined ? {} : { now: options.now }) } = options;
    return { place, ...(await serveStore({ ...options, log }, store)) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

type Told = ServeOptions & { readonly log: Logger };

async function serveStore(options: Told, store: Store): Promise<Omit<Running, 'place'>> {
  const metrics = new Metrics();
  const [stopping, ending] = [new AbortController(), new AbortController()];
  const handler = createHandler({ ...options, store, metrics, stopping: stopping.signal, stop: ending.signal });
  const telling = await listenForMetrics(metrics, options);
  const listening = await listen(handler, options, listenOptions(metrics, options)).catch(async (error) => {
    await telling?.stop(0);
    throw error;
  });
  const stop = async () => {
    stopping.abort();
    await delay(options.stopDelay ?? 0);
    ending.abort();
    await listening.stop(options.stopWithin ?? 5000);
    await telling?.stop(0);
    await store.close();
  };
  return { url: listening.url, ...(telling === undefined ? {} : { metricsUrl: `${telling.url}/metrics` }), stop };
}

const METRICS_TOLD = { port: '--metrics-port (or METRICS_PORT)', host: '--metrics-host (or METRICS_HOST)' };

async function listenForMetrics(metrics: Metrics, options: Told): Promise<Listening | undefined> {
  const { metricsPort, metricsHost = '127.0.0.1' } = options;
  if (metricsPort === undefined) return undefined;
  metrics.measureProcess();
  const address = { host: metricsHost, port: metricsPort, told: METRICS_TOLD };
  return await listen(metricsHandler(metrics), address, listenOptions(metrics, options));
}

function listenOptions(metrics: Metrics, { limits, trustProxy = 0, maxConnections, log }: Told): ListenOptions {
  const patience = { ...DEFAULT_LIMITS, ...limits };
  return { patience, trustProxy, maxConnections, log: countingRefusals({ log, metrics }) };
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

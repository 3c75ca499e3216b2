import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { responseOf } from '../handler/answer.ts';
import type { Handler } from '../handler/create-handler.ts';
import type { ExchangeLog } from '../handler/logger.ts';
import { problemAnswer } from '../handler/refusal.ts';
import { OnceAMinute } from '../log/once-a-minute.ts';
import { clientAddress } from './client-address.ts';
import { ExchangesInFlight, type Patience } from './exchanges-in-flight.ts';
import { type Address, listenError } from './listen-error.ts';
import { headersTooLarge, malformedRequest, refuseMalformed, type TellRefused } from './malformed-requests.ts';

/** Bytes of the headers of one request together, and how many there may be. */
const HEADER_BYTES = 16_384;
const HEADER_COUNT = 100;

/** Milliseconds; longer than the minute of most proxies, so that it is they who close, and never just when they ask again. */
const KEPT_ALIVE = 65_000;

/** Connections at a time; a live stream over HTTP/1.1 is one. */
export const DEFAULT_MAX_CONNECTIONS = 10_000;

export interface ListenOptions {
  readonly patience: Patience;
  /** How many proxies in front are believed about who asks them. */
  readonly trustProxy: number;
  /** 0 is no limit, and 10,000 are taken unless told. */
  readonly maxConnections?: number | undefined;
  readonly log: ExchangeLog;
}

export interface Listening {
  readonly url: string;
  /** Takes no new requests, waits up to `within` milliseconds for those in flight, then cuts the rest off. */
  stop(within: number): Promise<void>;
}

/** @throws ListenError */
export async function listen(handler: Handler, address: Address, options: ListenOptions): Promise<Listening> {
  const inFlight = new ExchangesInFlight(options.patience);
  const tell = tellRefused(options.log);
  const answer = answerer(handler, inFlight, { ...options, tell });
  const server = createServer(timeouts(options.patience), (request, response) => {
    inFlight.add(response);
    answer(request, response);
  });
  server.on('connection', (socket) => inFlight.connect(socket));
  limitConnections(server, options);
  refuseMalformed(server, (socket) => inFlight.isAnswering(socket), tell);
  await bind(server, address);
  return { url: urlOf(server, address.host), stop: (within) => inFlight.finish(server, within) };
}

/** Whoever comes beyond them finds the connection closed. */
function limitConnections(server: Server, { maxConnections = DEFAULT_MAX_CONNECTIONS, log }: ListenOptions): void {
  if (maxConnections === 0) return;
  server.maxConnections = maxConnections;
  const minute = new OnceAMinute();
  server.on('drop', () => {
    if (!minute.isFirst('')) return;
    log.error(
      'A connection was not taken.',
      new Error(`There are ${maxConnections} (--max-connections, MAX_CONNECTIONS).`),
    );
  });
}

/** Node looks only now and then whether a request is too late. */
function timeouts({ slowAfter, requestWithin }: Patience) {
  return {
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: Math.min(slowAfter, requestWithin),
    requestTimeout: requestWithin,
    keepAliveTimeout: KEPT_ALIVE,
    connectionsCheckingInterval: Math.ceil(Math.min(1000, slowAfter / 4, requestWithin / 4)),
  };
}

/** Counts them all, and logs one a minute for each address and reason: no rate limits what the handler never sees. */
function tellRefused(log: ListenOptions['log']): TellRefused {
  const minute = new OnceAMinute();
  return (code, address) => log.refused(code, { address, isRepeated: !minute.isFirst(`${code} ${address}`) });
}

interface Telling {
  readonly trustProxy: number;
  readonly tell: TellRefused;
}

function answerer(handler: Handler, inFlight: ExchangesInFlight, { trustProxy, tell }: Telling) {
  const answer = async (request: Request, outgoing: ServerResponse, address: string | undefined) => {
    const response = await handler(request, { address });
    if (response.headers.get('Content-Type') === 'text/event-stream') inFlight.leaveOpen(outgoing);
    return response;
  };
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const address = clientAddress(incoming, trustProxy);
    if (incoming.rawHeaders.length > 2 * HEADER_COUNT) {
      tell('headers-too-large', address);
      refuseHeaders(outgoing);
      return;
    }
    const listener = getRequestListener((request) => answer(request, outgoing, address), {
      overrideGlobalObjects: false,
      // The handler itself never rejects: this is for what makes no `Request`, such as a host or path that no URL can have.
      errorHandler: () => {
        tell('malformed-request', address);
        return responseOf(problemAnswer(malformedRequest()));
      },
    });
    void listener(incoming, outgoing);
  };
}

function refuseHeaders(response: ServerResponse): void {
  const { status, headers, body } = problemAnswer(headersTooLarge());
  response.writeHead(status, { ...headers, Connection: 'close' }).end(body);
}

function bind(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, address)));
    server.listen(address.port, address.host, resolve);
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

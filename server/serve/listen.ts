import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { responseOf } from '../handler/answer.ts';
import type { Handler } from '../handler/create-handler.ts';
import type { Logger } from '../handler/logger.ts';
import { problemAnswer } from '../handler/refusal.ts';
import { clientAddress } from './client-address.ts';
import { ExchangesInFlight, type Patience } from './exchanges-in-flight.ts';
import { type Address, listenError } from './listen-error.ts';
import { headersTooLarge, malformedRequest, refuseMalformed } from './malformed-requests.ts';

/** Bytes of the headers of one request together, and how many there may be. */
const HEADER_BYTES = 16_384;
const HEADER_COUNT = 100;

/** Milliseconds; longer than the minute of most proxies, so that it is they who close, and never just when they ask again. */
const KEPT_ALIVE = 65_000;

export interface ListenOptions {
  readonly patience: Patience;
  /** How many proxies in front are believed about who asks them. */
  readonly trustProxy: number;
  readonly log: Logger;
}

export interface Listening {
  readonly url: string;
  /** Takes no new requests, waits up to `within` milliseconds for those in flight, then cuts the rest off. */
  stop(within: number): Promise<void>;
}

/** @throws ListenError */
export async function listen(handler: Handler, address: Address, options: ListenOptions): Promise<Listening> {
  const inFlight = new ExchangesInFlight(options.patience);
  const answer = answerer(handler, inFlight, options);
  const server = createServer(timeouts(options.patience), (request, response) => {
    inFlight.add(response);
    answer(request, response);
  });
  server.on('connection', (socket) => inFlight.connect(socket));
  refuseMalformed(server, (socket) => inFlight.isAnswering(socket), options.log);
  await bind(server, address);
  return { url: urlOf(server, address.host), stop: (within) => inFlight.finish(server, within) };
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

interface NodeSide {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

function answerer(handler: Handler, inFlight: ExchangesInFlight, { trustProxy, log }: ListenOptions) {
  const answer = async (request: Request, { incoming, outgoing }: NodeSide) => {
    const response = await handler(request, { address: clientAddress(incoming, trustProxy) });
    if (response.headers.get('Content-Type') === 'text/event-stream') inFlight.leaveOpen(outgoing);
    return response;
  };
  // Only HTTP/1.1 is spoken here.
  const listener = getRequestListener((request, side) => answer(request, side as NodeSide), {
    overrideGlobalObjects: false,
    // The handler itself never rejects: this is for what makes no `Request`, such as a host or path that no URL can have.
    errorHandler: () => {
      log.refused('malformed-request');
      return responseOf(problemAnswer(malformedRequest()));
    },
  });
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.rawHeaders.length <= 2 * HEADER_COUNT) void listener(request, response);
    else refuseHeaders(response, log);
  };
}

function refuseHeaders(response: ServerResponse, log: Logger): void {
  const { status, headers, body } = problemAnswer(headersTooLarge());
  log.refused('headers-too-large');
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

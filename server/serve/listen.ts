import { createServer, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Handler } from '../handler/create-handler.ts';

export interface Address {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Listening {
  readonly url: string;
  /** Takes no new requests, waits up to `within` milliseconds for those in flight, then cuts the rest off. */
  stop(within: number): Promise<void>;
}

/** The port cannot be had; `message` says for a person why, and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'cannot-listen';
}

/** @throws ListenError */
export async function listen(handler: Handler, address: Address): Promise<Listening> {
  const inFlight = new Set<ServerResponse>();
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    void listener(request, response);
  });
  await bind(server, address);
  return { url: urlOf(server, address.host), stop: (within) => stop(server, inFlight, within) };
}

function bind(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, { host, port })));
    server.listen(port, host, resolve);
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

async function stop(server: Server, inFlight: ReadonlySet<ServerResponse>, within: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive would hold the server open after its answer.
  for (const response of inFlight) response.once('close', () => response.req.socket.end());
  const cutOff = setTimeout(() => server.closeAllConnections(), within);
  await closed;
  clearTimeout(cutOff);
}

function listenError(cause: NodeJS.ErrnoException, { host, port }: Address): ListenError {
  return new ListenError(explain(cause.code, host, port), { cause });
}

function explain(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken: choose another with --port (or PORT), for example --port ${port === 65535 ? port - 1 : port + 1}, or --port 0 for any free one.`;
    case 'EACCES':
      return `Port ${port} needs rights that this user does not have: choose one from 1024 on with --port (or PORT).`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine: choose one with --host (or HOST), for example --host 127.0.0.1.`;
    default:
      return `Port ${port} on ${host} cannot be listened on (${code ?? 'no reason given'}).`;
  }
}

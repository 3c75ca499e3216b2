import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from '../limits/limits.ts';

/** Milliseconds, as in `Limits`. */
export type Patience = Pick<Limits, 'slowAfter' | 'requestWithin'>;

/** The requests that a server has taken and not yet answered to the end. Those that take too long are cut off. */
export class ExchangesInFlight {
  /** Each with what cuts it off when it is late. */
  readonly #responses = new Map<ServerResponse, NodeJS.Timeout>();
  readonly #sockets = new Set<Socket>();
  readonly #patience: Patience;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** A new connection, on which nothing has been asked yet. */
  connect(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  add(response: ServerResponse): void {
    const { slowAfter, requestWithin } = this.#patience;
    const { socket } = response.req;
    const late = setTimeout(() => socket.destroy(), requestWithin);
    // The socket tells of a silence on both sides: what waits to be read then is not being read.
    response.setTimeout(slowAfter, () => socket.writableLength > 0 && socket.destroy());
    this.#responses.set(response, late);
    response.once('close', () => {
      clearTimeout(late);
      this.#responses.delete(response);
    });
  }

  /** This one is meant to last. */
  leaveOpen(response: ServerResponse): void {
    clearTimeout(this.#responses.get(response));
  }

  isAnswering(socket: Socket): boolean {
    return [...this.#responses.keys()].some(({ req, headersSent }) => headersSent && req.socket === socket);
  }

  /** Has `server` take no new requests, waits up to `within` milliseconds for those in flight, then cuts the rest off. */
  async finish(server: Server, within: number): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection that is kept alive would hold the server open after its answer.
    for (const response of this.#responses.keys()) response.once('close', () => response.req.socket.end());
    // Node closes those that are idle after an answer, and not those on which nothing was asked so far.
    const busy = new Set([...this.#responses.keys()].map(({ req }) => req.socket));
    for (const socket of this.#sockets) if (!busy.has(socket)) socket.destroy();
    const cutOff = setTimeout(() => server.closeAllConnections(), within);
    await closed;
    clearTimeout(cutOff);
  }
}

import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from '../limits/limits.ts';

/** Milliseconds, as in `Limits`. */
export type Patience = Pick<Limits, 'slowAfter' | 'requestWithin'>;

/** The requests that a server has taken and not yet answered to the end. Those that take too long are cut off. */
export class ExchangesInFlight {
  readonly #responses = new Set<ServerResponse>();
  readonly #patience: Patience;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  add(response: ServerResponse): void {
    const { slowAfter, requestWithin } = this.#patience;
    const { socket } = response.req;
    const late = setTimeout(() => isLive(response) || socket.destroy(), requestWithin);
    // The socket tells of a silence on both sides: what waits to be read then is not being read.
    response.setTimeout(slowAfter, () => socket.writableLength > 0 && socket.destroy());
    this.#responses.add(response);
    response.once('close', () => {
      clearTimeout(late);
      this.#responses.delete(response);
    });
  }

  isAnswering(socket: Socket): boolean {
    return [...this.#responses].some(({ req, headersSent }) => headersSent && req.socket === socket);
  }

  /** Has `server` take no new requests, waits up to `within` milliseconds for those in flight, then cuts the rest off. */
  async finish(server: Server, within: number): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection that is kept alive would hold the server open after its answer.
    for (const response of this.#responses) response.once('close', () => response.req.socket.end());
    const cutOff = setTimeout(() => server.closeAllConnections(), within);
    await closed;
    clearTimeout(cutOff);
  }
}

/** A live stream is meant to last. */
function isLive(response: ServerResponse): boolean {
  return response.headersSent && response.getHeader('Content-Type') === 'text/event-stream';
}

import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A client that says what it likes over a connection of its own, and keeps what it hears until that has ended. */
export class RawClient {
  text = '';
  hasClosed = false;
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    // Whoever is cut off while it writes may get no more than that.
    this.#socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }).on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.#socket.once('close', () => {
        this.hasClosed = true;
        resolve();
      });
    });
    this.#socket.on('end', () => this.#socket.end());
    onTestFinished(() => void this.#socket.destroy());
  }

  /** Begins to read; one who never does keeps the other side waiting. */
  reading(): this {
    this.#socket.on('data', (data) => {
      this.text += data;
    });
    return this;
  }

  say(text: string | Uint8Array): this {
    if (this.#socket.writable) this.#socket.write(text);
    return this;
  }

  /** Says it a piece at a time until it is cut off, or has said all. */
  async drip(pieces: Iterable<string>, milliseconds: number): Promise<void> {
    for (const piece of pieces) {
      if (this.#socket.destroyed || this.#socket.readableEnded) return;
      this.say(piece);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
  }

  /** Says that nothing more will come, and goes on listening. */
  endSaying(): this {
    this.#socket.end();
    return this;
  }

  leave(): void {
    this.#socket.destroy();
  }

  get status(): number {
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(this.text)?.[1]);
  }

  /** That of a problem: the only object in what was heard. */
  get body(): unknown {
    return JSON.parse(/\{.*\}/s.exec(this.text)?.[0] ?? '');
  }
}

import { createParser } from 'eventsource-parser';
import { livePath } from '../../src/protocol/index.ts';
import { read, type SigningAccount } from '../support/signed-saves.ts';

/** A device that listens: the cursors that it was told. */
export class LiveListener {
  readonly cursors: number[] = [];
  hasEnded = false;
  readonly #abort = new AbortController();

  async open(origin: string, account: SigningAccount): Promise<this> {
    const { path, headers } = await read(origin, account, livePath(account.id));
    const response = await fetch(`${origin}${path}`, { headers, signal: this.#abort.signal });
    if (response.status !== 200 || response.body === null) throw new Error(`No stream: ${response.status}`);
    void this.#listen(response.body).catch(() => undefined);
    return this;
  }

  leave(): void {
    this.#abort.abort();
  }

  async #listen(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      onEvent: ({ event, id }) => {
        if (event === 'cursor') this.cursors.push(Number(id));
      },
    });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
    } finally {
      this.hasEnded = true;
    }
  }
}

import { onTestFinished } from 'vitest';

/** What has come of a stream so far. */
export class StreamText {
  text = '';
  hasEnded = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor({ body }: Response) {
    if (body === null) throw new Error('There is no stream.');
    this.#reader = body.getReader();
    onTestFinished(() => this.leave());
    void this.#read();
  }

  async leave(): Promise<void> {
    await this.#reader.cancel();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (let next = await this.#reader.read(); !next.done; next = await this.#reader.read()) {
      this.text += decoder.decode(next.value, { stream: true });
    }
    this.hasEnded = true;
  }
}

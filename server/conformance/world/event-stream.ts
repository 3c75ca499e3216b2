import { NotConforming } from './not-conforming.ts';

/** A server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** Events of one live stream, in their order. Comments are passed over. */
export class EventStream {
  readonly headers: Headers;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  readonly #patience: number;
  #text = '';

  /** `patience` is milliseconds. */
  constructor({ headers, body }: Response, patience: number) {
    if (body === null) throw new NotConforming('The live stream has no body.');
    this.headers = headers;
    this.#reader = body.getReader();
    this.#patience = patience;
  }

  /** The next event of this kind. @throws NotConforming when none comes in time, or the stream has ended. */
  async next(kind: string): Promise<ServerEvent> {
    const deadline = Date.now() + this.#patience;
    for (;;) {
      const block = this.#takeBlock();
      const event = block === undefined ? undefined : eventIn(block);
      if (event?.event === kind) return event;
      if (block === undefined) await this.#readMore(kind, deadline - Date.now());
    }
  }

  /** Whether the server ends the stream in time. */
  async ends(): Promise<boolean> {
    const deadline = Date.now() + this.#patience;
    for (;;) {
      const read = await this.#read(deadline - Date.now());
      if (read === 'late') return false;
      if (read.done) return true;
    }
  }

  async end(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }

  #takeBlock(): string | undefined {
    const [block, ...rest] = this.#text.split('\n\n');
    if (block === undefined || rest.length === 0) return undefined;
    this.#text = rest.join('\n\n');
    return block;
  }

  async #readMore(kind: string, milliseconds: number): Promise<void> {
    const read = await this.#read(milliseconds);
    if (read === 'late') throw new NotConforming(`No event "${kind}" came within ${this.#patience} ms.`);
    if (read.done) throw new NotConforming(`The live stream ended before an event "${kind}".`);
    this.#text += this.#decoder.decode(read.value, { stream: true }).replaceAll('\r\n', '\n');
  }

  async #read(milliseconds: number) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), Math.max(0, milliseconds));
    });
    const read = await Promise.race([this.#reader.read(), late]);
    clearTimeout(timer);
    return read;
  }
}

function eventIn(block: string): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    fields.set(name, [...(name === 'data' && fields.has('data') ? [fields.get('data')] : []), value].join('\n'));
  }
  const data = fields.get('data');
  return data === undefined ? undefined : { event: fields.get('event') ?? 'message', id: fields.get('id'), data };
}

import { EventSourceParserStream } from 'eventsource-parser/stream';

/** Milliseconds of silence, heartbeats included, after which a connection is taken for dead. */
const SILENCE = 60_000;

/** One event that a server told. */
export interface ServerEvent {
  readonly name: string | undefined;
  readonly data: string;
  readonly id: string | undefined;
}

/** What a server sends in one response, one `next` after another. */
export interface ServerEvents {
  /** The next event; nothing at the end. @throws whatever cut the connection off */
  readonly next: () => Promise<ServerEvent | undefined>;
  readonly close: () => void;
}

/** Reads server-sent events out of a body. Only while somebody waits for the next one is silence a bad sign. */
export function serverEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>, silence = SILENCE): ServerEvents {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp(), silence);
  };
  const events = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ onComment: listen }))
    .getReader();
  const close = () => {
    clearTimeout(timer);
    events.cancel().catch(() => undefined);
  };
  const read = async () => {
    const { done, value } = await events.read();
    return done ? undefined : { name: value.event, data: value.data, id: value.id };
  };
  return {
    next: async () => {
      const isSilent = new Promise<never>((_, reject) => {
        giveUp = () => reject(new DOMException('The server says nothing.', 'TimeoutError'));
      });
      listen();
      try {
        return await Promise.race([read(), isSilent]);
      } finally {
        clearTimeout(timer);
      }
    },
    close,
  };
}

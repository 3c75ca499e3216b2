/** The head of a request with a body that comes as it likes. */
export function streamed({ url, method, headers }: Request, body: ReadableStream<Uint8Array>): Request {
  // Node wants `duplex` for a stream, and the DOM's types do not know it.
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' };
  return new Request(url, init);
}

/** A body that comes, and ends, when it is told to. */
export interface HeldBody {
  readonly body: ReadableStream<Uint8Array>;
  /** Resolves once somebody reads it. */
  readonly asked: Promise<void>;
  hasBeenAsked(): boolean;
  send(bytes: Uint8Array): void;
}

export function heldBody(): HeldBody {
  let isAsked = false;
  let ask: () => void = () => undefined;
  let send: (bytes: Uint8Array) => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    send = (bytes) => {
      controller.enqueue(bytes);
      controller.close();
    };
  };
  const pull = () => {
    isAsked = true;
    ask();
  };
  const body = new ReadableStream<Uint8Array>({ start, pull }, { highWaterMark: 0 });
  return { body, asked, hasBeenAsked: () => isAsked, send: (bytes: Uint8Array) => send(bytes) };
}

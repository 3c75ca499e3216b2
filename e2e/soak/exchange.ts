import { request as forward, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request that has come in whole. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly outgoing: ServerResponse;
}

export interface ServerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** @throws when the connection ends before the request does. */
export async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Exchange> {
  const { method = 'GET', url: path = '/', headers } = incoming;
  return { method, path, headers, body: await bytesOf(incoming), outgoing };
}

/** What the server answers. @throws when it is not there, or ends in the middle of the answer. */
export async function ask(port: number, { method, path, headers, body }: Exchange): Promise<ServerAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const toServer = forward({ host: '127.0.0.1', port, method, path, headers }, resolve);
    toServer.on('error', reject);
    toServer.end(body);
  });
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bytesOf(answer) };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}

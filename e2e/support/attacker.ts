import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseProblem } from '../../src/protocol/index.ts';
import type { Received } from './faulty-proxy.ts';
import type { Server } from './server.ts';

/** What is different in a request; a header that is `undefined` is left out. */
interface Difference {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer;
}

/** Sends to the server, byte for byte, what came by on the wire, but for this; gives the status and the problem's code. */
export async function sendAgain(server: Server, caught: Received, difference: Difference = {}): Promise<string> {
  const { method, path, headers, body } = { ...caught, ...difference };
  const all = Object.entries({ ...caught.headers, ...headers }).filter(([, value]) => value !== undefined);
  const options = { host: '127.0.0.1', port: server.port, method, path, headers: Object.fromEntries(all) };
  return await new Promise((resolve, reject) => {
    const asking = send(options, async (answer) => {
      const problem = parseProblem(await text(answer));
      resolve(`${answer.statusCode} ${problem?.code ?? ''}`.trim());
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

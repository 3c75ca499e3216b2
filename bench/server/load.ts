import { Agent, request as openRequest } from 'node:http';
import type { ReadyRequest } from '../../e2e/support/signed-saves.ts';

export interface Load {
  readonly perSecond: number;
  /** Milliseconds, one a request. */
  readonly latencies: readonly number[];
}

/**
 * Sends the requests, so many at once, until they are used up or the time is over.
 * @throws when one is answered with anything but 2xx: what is refused at once would be quick for nothing.
 */
export async function load(
  origin: string,
  requests: readonly ReadyRequest[],
  { concurrency, seconds }: { readonly concurrency: number; readonly seconds: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const waiting = requests.values();
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const work = async () => {
    for (const request of waiting) {
      if (performance.now() >= end) return;
      const sent = performance.now();
      await send(origin, request, agent);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const perSecond = latencies.length / ((performance.now() - began) / 1000);
  agent.destroy();
  return { perSecond, latencies };
}

export function send(origin: string, { method, path, headers, body }: ReadyRequest, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, 'content-length': body.byteLength }, ...(agent && { agent }) };
    const outgoing = openRequest(`${origin}${path}`, options, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part) => parts.push(part));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const { statusCode = 0 } = incoming;
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`${method} ${path}: ${statusCode} ${Buffer.concat(parts)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The IP address that a request comes from. Each proxy appends to `X-Forwarded-For` whom it was asked by: behind `trustProxy` of them
 * the client is that many from its end, and whatever stands before may be made up.
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustProxy: number): string | undefined {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const told = trustProxy === 0 ? undefined : withoutPort(forwarded.slice(-trustProxy)[0]?.trim() ?? '');
  return told !== undefined && isIP(told) > 0 ? told : socket.remoteAddress;
}

function withoutPort(address: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ?? address;
}

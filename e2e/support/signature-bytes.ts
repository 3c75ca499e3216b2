import type { Received } from './faulty-proxy.ts';

const LINES = ['content-digest', 'signature-input', 'signature'];

/** Bytes of the lines of a request's head that say whose it is, over HTTP/1.1. */
export function signatureBytes({ headers }: Pick<Received, 'headers'>): number {
  const present = LINES.filter((name) => headers[name] !== undefined);
  return present.map((name) => `${name}: ${headers[name]}\r\n`).join('').length;
}

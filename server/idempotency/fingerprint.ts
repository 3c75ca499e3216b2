import { createHash } from 'node:crypto';

/** What makes two requests with one key the same request. */
export interface RequestIdentity {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** SHA-256 in hex. None of the first three can hold a line feed, so no two requests run together. */
export function fingerprint({ method, path, contentType, body }: RequestIdentity): string {
  return createHash('sha256').update(`${method}\n${path}\n${contentType}\n`).update(body).digest('hex');
}

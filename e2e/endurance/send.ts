import type { ReadyRequest } from '../support/signed-saves.ts';

/** What came of a request: an answer, or nothing, and then nobody knows whether it had its effect. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'no-answer' };

export async function send(origin: string, { method, path, headers, body }: ReadyRequest): Promise<Outcome> {
  try {
    const init = { method, headers, ...(body.byteLength > 0 && { body }) };
    const response = await fetch(`${origin}${path}`, init);
    return { kind: 'answered', status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return { kind: 'no-answer' };
  }
}

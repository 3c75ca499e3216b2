import type { Chunk } from '../../protocol/index.ts';
import type { Delta, Journal } from '../journal.ts';

/** What a device has stored to be sent: chunks go before the delta that names them. */
export type StoredRequest =
  | { readonly kind: 'chunks'; readonly chunks: readonly Chunk[] }
  | { readonly kind: 'delta'; readonly delta: Delta };

export async function requestsFor(journal: Journal, collection: string): Promise<readonly StoredRequest[]> {
  const requests: StoredRequest[] = [];
  for (const delta of await journal.delta([collection])) {
    const chunks = await journal.chunks(delta.chunks);
    if (chunks.length > 0) requests.push({ kind: 'chunks', chunks });
    requests.push({ kind: 'delta', delta });
  }
  return requests;
}

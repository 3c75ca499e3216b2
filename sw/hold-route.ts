import { v7 as newKey } from 'uuid';
import type { BackgroundSyncPlugin } from 'workbox-background-sync';
import type { WorkboxPlugin } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';
import { IDEMPOTENCY_KEY } from '../src/protocol/index.ts';

/** Which plain requests are held. */
export interface HeldRoute {
  readonly match: (request: { readonly url: URL; readonly request: Request }) => boolean;
  readonly methods: readonly ('DELETE' | 'PATCH' | 'POST' | 'PUT')[];
}

/**
 * Network first, and into the queue when it fails. The page sees the failure of its own `fetch()` as ever; the request is
 * delivered later all the same.
 */
export function holdRoute({ match, methods }: HeldRoute, plugin: BackgroundSyncPlugin, afterHolding: () => void): void {
  const holding: WorkboxPlugin = {
    fetchDidFail: async (failure) => {
      await plugin.fetchDidFail?.(failure);
      afterHolding();
    },
  };
  const handler = new NetworkOnly({ plugins: [keyed, holding] });
  for (const method of methods) registerRoute(match, handler, method);
}

/** The first attempt may reach the server although its answer is lost: it carries the key that the later ones carry. */
const keyed: WorkboxPlugin = {
  requestWillFetch: async ({ request }) => {
    if (request.headers.has(IDEMPOTENCY_KEY)) return request;
    const headers = new Headers(request.headers);
    headers.set(IDEMPOTENCY_KEY, newKey());
    return new Request(request, { headers });
  },
};

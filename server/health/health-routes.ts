import { Hono } from 'hono';
import { responseOf } from '../handler/answer.ts';
import { methodNotAllowed } from '../handler/methods.ts';
import { refuse } from '../handler/refusal.ts';
import type { Store } from '../store/store.ts';

export interface HealthOptions {
  readonly store: Store;
  /** Once it is aborted, nothing more should be sent here. */
  readonly stopping: AbortSignal;
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, and will go on doing so. */
export function healthRoutes({ store, stopping }: HealthOptions): Hono {
  const routes = new Hono();
  routes.get('/healthz', () => ok());
  routes.get('/readyz', async () => {
    if (stopping.aborted) throw refuse('stopping', 503, 'The server is about to stop.', 'Try again in a moment.');
    await store.check();
    return ok();
  });
  for (const path of ['/healthz', '/readyz']) routes.all(path, methodNotAllowed('GET, HEAD'));
  return routes;
}

function ok(): Response {
  const body = new TextEncoder().encode('{"status":"ok"}');
  return responseOf({
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body,
  });
}

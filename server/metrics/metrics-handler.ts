import type { Handler } from '../handler/create-handler.ts';
import type { Metrics } from './metrics.ts';

/** `/metrics` and nothing else, for a port that the public does not reach. */
export function metricsHandler(metrics: Metrics): Handler {
  return async ({ method, url }) => {
    if (new URL(url).pathname !== '/metrics') return new Response('There is nothing here.\n', { status: 404 });
    if (method !== 'GET') return new Response('Possible: GET.\n', { status: 405, headers: { Allow: 'GET' } });
    const { contentType, body } = await metrics.text();
    return new Response(body, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
  };
}

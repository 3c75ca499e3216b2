import { expect, it } from 'vitest';
import { ORIGIN, openHandler, problemIn } from '../testing/open-handler.ts';

const get = (path: string) => new Request(`${ORIGIN}${path}`);

it('is alive whatever the database does, and ready while that answers', async () => {
  const { handler, store } = await openHandler();
  for (const path of ['/healthz', '/readyz']) {
    const response = await handler(get(path));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  }
  await store.close();
  expect((await handler(get('/healthz'))).status).toBe(200);
  expect(await problemIn(await handler(get('/readyz')))).toMatchObject({ status: 503, code: 'storage-unavailable' });
});

it('is not ready once it is to stop, and goes on with all the rest', async () => {
  const stopping = new AbortController();
  const { handler } = await openHandler({ stopping: stopping.signal });
  stopping.abort();
  expect(await problemIn(await handler(get('/readyz')))).toMatchObject({ status: 503, code: 'stopping' });
  expect((await handler(get('/healthz'))).status).toBe(200);
  expect((await handler(get('/v1/accounts/account-alice/entries'))).status).toBe(200);
});

it('is not ready either once it has been stopped', async () => {
  const stop = new AbortController();
  const { handler } = await openHandler({ stop: stop.signal });
  stop.abort();
  expect((await handler(get('/readyz'))).status).toBe(503);
});

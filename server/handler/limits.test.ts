import { describe, expect, it } from 'vitest';
import { devicePath, devicesPath, livePath } from '../../src/protocol/index.ts';
import type { Connection } from '../exchange/exchange.ts';
import { Metrics } from '../metrics/metrics.ts';
import { NOW, ORIGIN, openHandler, patch, problemIn, save } from '../testing/open-handler.ts';
import { ALICE, BOB, valueEntry } from '../testing/samples.ts';
import { newAccount, openSigned, registration } from '../testing/signed-requests.ts';
import { StreamText } from '../testing/stream-text.ts';
import { heldBody, streamed } from '../testing/streamed.ts';

const HERE = { address: '192.0.2.1' };
const THERE = { address: '192.0.2.2' };
const get = (path: string, headers: Record<string, string> = {}) => new Request(`${ORIGIN}${path}`, { headers });
const as = (account: string) => ({ Authorization: `Bearer ${account}` });
const live = (account = ALICE) => get(livePath(account));

describe('the rate of requests', () => {
  it('of an address is limited before anything else is looked at', async () => {
    const { handler } = await openHandler({ limits: { requestsPerAddress: 3 } });
    const statuses = [get('/healthz'), get('/nothing'), get(`/v1/accounts/${ALICE}/entries`, as('?'))].map(
      async (request) => (await handler(request, HERE)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 404, 401]);
    const refused = await handler(get(`/v1/accounts/${ALICE}/entries`, as('?')), HERE);
    expect(refused.headers.get('Retry-After')).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(await problemIn(refused)).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await handler(get('/healthz'), THERE)).status).toBe(200);
  });

  it('of an account is limited wherever it asks from, and nobody else’s counts for it', async () => {
    const { handler } = await openHandler({ limits: { requestsPerAccount: 2 } });
    await handler(get(`/v1/accounts/${ALICE}/entries`, as('?')), HERE);
    await handler(get(`/v1/accounts/${ALICE}/entries`, as(BOB)), HERE);
    expect((await handler(get(`/v1/accounts/${ALICE}/entries`), HERE)).status).toBe(200);
    expect((await handler(save('key-00001', valueEntry('a', NOW, 1)), THERE)).status).toBe(200);
    const refused = await handler(save('key-00002', valueEntry('b', NOW, 1)), THERE);
    expect(refused.headers.get('Retry-After')).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(await problemIn(refused)).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await handler(get(`/v1/accounts/${BOB}/entries`), THERE)).status).toBe(200);
  });
});

it('the rate of registrations is limited for each address, before it is looked at who asks', async () => {
  const { handler } = await openSigned({ limits: { registrationsPerAddress: 2 } });
  const register = async (connection: Connection) => handler(await registration(newAccount()), connection);
  expect((await register(HERE)).status).toBe(200);
  const account = newAccount();
  const unsigned = new Request(`${ORIGIN}${devicePath(account.id, account.device.id)}`, { method: 'PUT' });
  expect((await handler(unsigned, HERE)).status).toBe(401);
  const refused = await register(HERE);
  expect(refused.headers.get('Retry-After')).toMatch(/^([1-9]|[1-5]\d|60)$/);
  expect(await problemIn(refused)).toMatchObject({ status: 429, code: 'too-many-requests' });
  expect((await register(THERE)).status).toBe(200);
  expect((await handler(get(devicesPath(account.id)), HERE)).status).toBe(401);
});

describe('live streams', () => {
  async function openStreams(metrics = new Metrics()) {
    const limits = { streamsPerAccount: 2 };
    return { ...(await openHandler({ limits, metrics })), metrics };
  }

  it('of an account are limited in number, and one that ends makes room', async () => {
    const { handler } = await openStreams();
    const streams = [new StreamText(await handler(live())), new StreamText(await handler(live()))];
    const refused = await handler(live());
    expect(refused.headers.get('Retry-After')).toBe('10');
    expect(await problemIn(refused)).toMatchObject({ status: 429, code: 'too-many-streams' });
    expect((await handler(live(BOB))).status).toBe(200);
    await streams[0]?.leave();
    await expect.poll(async () => (await handler(live())).status).toBe(200);
  });

  it('that cannot begin do not count', async () => {
    const { handler } = await openStreams();
    for (let count = 0; count < 5; count += 1) {
      expect((await handler(get(livePath(ALICE), as(BOB)))).status).toBe(403);
    }
    expect((await handler(live())).status).toBe(200);
  });

  it('end when nobody reads them, and hold little until then', async () => {
    const metrics = new Metrics();
    const { handler } = await openHandler({ heartbeat: 1, limits: { slowAfter: 20 }, metrics });
    const unread = await handler(live());
    expect((await metrics.text()).body).toContain('backhaul_live_streams 1');
    await expect.poll(async () => (await metrics.text()).body).toContain('backhaul_live_streams 0');
    expect((await unread.text()).length).toBeLessThan(200);
  });
});

it('a body that stalls is refused, and the rest of it left', async () => {
  const { handler } = await openHandler({ limits: { slowAfter: 20, minimumRate: 1000 } });
  const stalled = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(Uint8Array.of(1)) });
  const answer = await handler(streamed(patch({ body: null, key: 'key-00001' }), stalled));
  expect(await problemIn(answer)).toMatchObject({ status: 408, code: 'body-too-slow' });
});

it('a body may take as long as it likes without a minimum rate', async () => {
  const { handler } = await openHandler({ limits: { slowAfter: 20, minimumRate: 0 } });
  const { handler: strict } = await openHandler({ limits: { slowAfter: 20, minimumRate: 1000 } });
  const head = () => patch({ body: null, key: 'key-00001' });
  const late = heldBody();
  const answer = handler(streamed(head(), late.body));
  await late.asked;
  // One that began later, where there is a rate, has been too slow meanwhile.
  expect((await strict(streamed(head(), heldBody().body))).status).toBe(408);
  late.send(new Uint8Array());
  expect(await problemIn(await answer)).toMatchObject({ code: 'malformed-body' });
});

import { expect, it } from 'vitest';
import { livePath } from '../../src/protocol/index.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { saveItem, sendBatch } from '../testing/batch-requests.ts';
import { brokenStore } from '../testing/broken-store.ts';
import { failingAt } from '../testing/failing-store.ts';
import { NOW, ORIGIN, openHandler, patch, save } from '../testing/open-handler.ts';
import { ALICE, valueEntry } from '../testing/samples.ts';
import { migratedDirectory } from '../testing/sqlite-place.ts';
import { StreamText } from '../testing/stream-text.ts';
import { Metrics } from './metrics.ts';

async function measured(options = {}) {
  const metrics = new Metrics();
  const { handler } = await openHandler({ metrics, ...options });
  /** The samples with this name, without those that are 0. */
  const samples = async (name: string) => {
    const { body } = await metrics.text();
    return body.split('\n').filter((line) => line.startsWith(`backhaul_${name}`) && !line.endsWith(' 0'));
  };
  return { handler, metrics, samples };
}

it('counts requests by method, route and status, and times them', async () => {
  const { handler, samples } = await measured();
  await handler(save('key-00001', valueEntry('a', NOW, 1)));
  await handler(new Request(`${ORIGIN}/nothing`));
  await handler(new Request(`${ORIGIN}/nowhere`));
  expect(await samples('http_request_duration_seconds_count')).toEqual([
    'backhaul_http_request_duration_seconds_count{method="PATCH",route="/v1/accounts/:account/entries",status="200"} 1',
    'backhaul_http_request_duration_seconds_count{method="GET",route="*",status="404"} 2',
  ]);
  expect(await samples('http_requests_in_flight')).toEqual([]);
  expect(await samples('store_transaction_duration_seconds_count')).toEqual([
    'backhaul_store_transaction_duration_seconds_count{outcome="committed"} 1',
  ]);
});

it('has no more series however many paths, methods and accounts are asked for', async () => {
  const { handler, samples } = await measured();
  const ask = async (name: string) => {
    await handler(new Request(`${ORIGIN}/${name}`, { method: name.toUpperCase() }));
    await handler(new Request(`${ORIGIN}/v1/accounts/account-${name}/entries`));
    await handler(new Request(`${ORIGIN}/v1/${name}/${name}`));
  };
  await ask('first');
  const before = await samples('http_request_duration_seconds_count');
  for (const name of ['second', 'third', 'fourth']) await ask(name);
  expect(await samples('http_request_duration_seconds_count')).toHaveLength(before.length);
});

it('counts effects and the items of batches by what became of them', async () => {
  const { handler, samples } = await measured();
  await handler(save('key-00001', valueEntry('a', NOW, 1)));
  await handler(save('key-00001', valueEntry('a', NOW, 1)));
  await sendBatch(handler, [
    saveItem([valueEntry('b', NOW, 1)], { key: 'key-00002' }),
    saveItem([valueEntry('a', NOW, 1)]),
    saveItem([], { key: 'key-00003' }),
  ]);
  expect(await samples('effects_total')).toEqual([
    'backhaul_effects_total{outcome="done"} 2',
    'backhaul_effects_total{outcome="replayed"} 2',
  ]);
  expect(await samples('batch_items_total')).toEqual([
    'backhaul_batch_items_total{outcome="done"} 1',
    'backhaul_batch_items_total{outcome="replayed"} 1',
    'backhaul_batch_items_total{outcome="refused"} 1',
  ]);
  expect(await samples('refused_total')).toEqual(['backhaul_refused_total{code="invalid-body"} 1']);
});

it('counts items that fail, and those that are passed over for them', async () => {
  const store = await openSqliteStore({ directory: await migratedDirectory() });
  const { handler, samples } = await measured({ store: failingAt(store, { 'key-00001': new Error('no') }) });
  await sendBatch(handler, [
    saveItem([valueEntry('a', NOW, 1)], { lane: 1 }),
    saveItem([valueEntry('b', NOW, 1)], { lane: 1, key: 'key-00002' }),
  ]);
  expect(await samples('batch_items_total')).toEqual([
    'backhaul_batch_items_total{outcome="failed"} 1',
    'backhaul_batch_items_total{outcome="passed-over"} 1',
  ]);
});

it('counts transactions that are rolled back', async () => {
  const { handler, samples } = await measured({ store: brokenStore(new Error('no')) });
  await handler(save('key-00001', valueEntry('a', NOW, 1)));
  expect(await samples('store_transaction_duration_seconds_count')).toEqual([
    'backhaul_store_transaction_duration_seconds_count{outcome="rolled-back"} 1',
  ]);
});

it('counts refusals by their code, and those of a rate by what has it', async () => {
  const { handler, samples } = await measured({ limits: { requestsPerAddress: 2, requestsPerAccount: 1 } });
  const here = { address: '192.0.2.1' };
  for (let count = 0; count < 4; count += 1) await handler(patch({ body: '' }), here);
  expect(await samples('rate_limited_total')).toEqual([
    'backhaul_rate_limited_total{by="account"} 1',
    'backhaul_rate_limited_total{by="address"} 2',
  ]);
  expect(await samples('refused_total')).toEqual([
    'backhaul_refused_total{code="idempotency-key-missing"} 1',
    'backhaul_refused_total{code="too-many-requests"} 3',
  ]);
});

it('tells how many live streams are open', async () => {
  const { handler, samples } = await measured();
  const stream = new StreamText(await handler(new Request(`${ORIGIN}${livePath(ALICE)}`)));
  expect(await samples('live_streams')).toEqual(['backhaul_live_streams 1']);
  await stream.leave();
  await expect.poll(() => samples('live_streams')).toEqual([]);
});

it('shares nothing with another server’s, and measures the process when it is told to', async () => {
  const [one, other] = [new Metrics(), new Metrics()];
  one.measureProcess();
  one.refused('not-found');
  expect((await one.text()).body).toMatch(
    /nodejs_eventloop_lag_seconds [\s\S]*backhaul_refused|backhaul_refused[\s\S]*nodejs_eventloop_lag_seconds /,
  );
  expect((await other.text()).body).not.toMatch(/nodejs_|not-found/);
});

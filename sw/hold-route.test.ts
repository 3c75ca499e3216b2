import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cancel } from '../src/outbox/actions/cancel.ts';
import { TestWorld } from '../src/outbox/testing/test-world.ts';
import { holder } from './hold-route.ts';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
});
afterEach(() => vi.unstubAllGlobals());

test.each([
  ['network-fails', true],
  ['always', false],
] as const)(
  '[G25] a request that is held and cancelled: %s, so it may have arrived: %s',
  async (when, mayHaveArrived) => {
    const hold = holder({
      ...world.forActions,
      arm: async () => undefined,
      budget: { tasks: 10, bytes: 1_000 },
      replay: async () => ({ kind: 'drained' }),
    });
    const headers = { 'Idempotency-Key': 'key-of-the-page' };
    const request = new Request('http://server.test/plain', { method: 'POST', body: 'x', headers });
    await hold({ match: () => true, methods: ['POST'], when }, request)?.catch(() => undefined);
    await cancel(world.forActions, 'key-of-the-page');
    expect(await world.task('key-of-the-page')).toMatchObject({ outcome: { kind: 'cancelled', mayHaveArrived } });
  },
);

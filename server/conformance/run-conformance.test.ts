import { describe, expect, it, onTestFinished } from 'vitest';
import type { HandlerOptions } from '../handler/create-handler.ts';
import { openPostgresStore } from '../store/open-store.ts';
import { ORIGIN, openHandler } from '../testing/open-handler.ts';
import { migratedDatabase } from '../testing/postgres.ts';
import { openSigned } from '../testing/signed-requests.ts';
import { CHECKS } from './checks/checks.ts';
import { type ConformanceOptions, runConformance } from './index.ts';

const MINUTE = 60_000;

const names = CHECKS.map(({ name }) => name);
const needSignatures = CHECKS.filter(({ needs }) => needs === 'signatures').map(({ name }) => name);

/** Accounts by their tokens: a token is the account. */
const authorize: ConformanceOptions['authorize'] = (request, account) => {
  request.headers.set('Authorization', `Bearer ${account}`);
  return request;
};

async function reportOf(options: Partial<HandlerOptions> = {}) {
  const { handler } = await openSigned({ now: Date.now, ...options });
  return await runConformance(handler, { origin: ORIGIN });
}

describe('this server', () => {
  it('passes on SQLite', { timeout: MINUTE }, async () => {
    expect(await reportOf()).toEqual({ passed: names, failed: [], skipped: [] });
  });

  it('passes on PostgreSQL', { timeout: MINUTE }, async () => {
    const store = await openPostgresStore({ url: await migratedDatabase() });
    onTestFinished(() => store.close());
    expect(await reportOf({ store })).toEqual({ passed: names, failed: [], skipped: [] });
  });

  it('passes with tokens, but for what is about signatures', { timeout: MINUTE }, async () => {
    const { handler } = await openHandler({ now: Date.now });
    const report = await runConformance(handler, { origin: ORIGIN, authorize });
    expect(report.failed).toEqual([]);
    expect(report.skipped.map(({ check }) => check)).toEqual(needSignatures);
    expect(report.passed).toEqual(names.filter((name) => !needSignatures.includes(name)));
  });
});

it('skips areas and single checks, and tells of each outcome', async () => {
  const { handler } = await openSigned({ now: Date.now });
  const kept = new Set(['removal/receipt', 'parts/joined', 'parts/mismatch']);
  const areas = [...new Set(names.map((name) => name.split('/')[0] ?? ''))];
  const skip = [
    ...areas.filter((area) => !['removal', 'parts'].includes(area)),
    ...names.filter((name) => !kept.has(name)),
  ];
  const told: string[] = [];
  const onOutcome: ConformanceOptions['onOutcome'] = (name, { kind }) => {
    if (kind !== 'skipped') told.push(`${name} ${kind}`);
  };
  const report = await runConformance(handler, { origin: ORIGIN, skip, onOutcome });
  expect(report.passed).toEqual(['parts/joined', 'parts/mismatch', 'removal/receipt']);
  expect(told).toEqual(report.passed.map((name) => `${name} passed`));
  expect(report.skipped).toHaveLength(names.length - 3);
});

it('reports a server that is not there, or hangs, or answers anything', async () => {
  const skip = names.filter((name) => name !== 'entries/since-beyond');
  const failures: string[] = [];
  for (const fetch of [
    () => Promise.reject(new Error('No connection.')),
    () => new Promise<Response>(() => undefined),
    () => new Response('hello'),
    () => new Response('hello', { headers: { 'Content-Type': 'application/cbor' } }),
  ]) {
    const { failed } = await runConformance(fetch, { origin: ORIGIN, skip, authorize, patience: 20 });
    failures.push(...failed.map(({ message }) => message));
  }
  expect(failures).toEqual([
    'It could not be asked: No connection.',
    expect.stringMatching(/^PATCH .* is not answered within 20 ms\.$/),
    'The answer is text/plain, and should be application/cbor.',
    expect.stringMatching(/^The body is not an answer to a delta: /),
  ]);
});

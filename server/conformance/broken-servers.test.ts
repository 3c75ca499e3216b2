import { describe, expect, it } from 'vitest';
import { createHandler } from '../handler/create-handler.ts';
import { signatures } from '../identity/signature/signatures.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { BROKEN } from '../testing/broken/broken-servers.ts';
import type { Broken } from '../testing/broken/ways-to-break.ts';
import { authenticate as byToken, ORIGIN, SILENT } from '../testing/open-handler.ts';
import { migratedDirectory } from '../testing/sqlite-place.ts';
import { CHECKS } from './checks/checks.ts';
import { type ConformanceOptions, runConformance } from './index.ts';

/** Accounts by their tokens: a token is the account. */
const authorize: ConformanceOptions['authorize'] = (request, account) => {
  request.headers.set('Authorization', `Bearer ${account}`);
  return request;
};

const isSignedCheck = (check: string) => CHECKS.find(({ name }) => name === check)?.needs === 'signatures';

async function failuresOf({ check, options = () => ({}), around = (handler) => handler }: Broken, patience: number) {
  const store = await openSqliteStore({ directory: await migratedDirectory() });
  const isSigned = isSignedCheck(check);
  const right = { store, authenticate: isSigned ? signatures({ store, now: Date.now }) : byToken };
  const handler = around(createHandler({ ...right, log: SILENT, ...options(right) }));
  const names = CHECKS.map(({ name }) => name).filter((name) => name !== check);
  const asked = { origin: ORIGIN, patience, skip: names, ...(isSigned ? {} : { authorize }) };
  const { failed } = await runConformance(handler, asked);
  await store.close();
  return failed.map((failure) => failure.check);
}

describe('a server that', () => {
  it.each(BROKEN.map((broken) => [broken.what, broken.check, broken] as const))(
    '%s fails %s',
    async (_, __, broken) => {
      expect(await failuresOf(broken, 500)).toEqual([broken.check]);
    },
  );

  it.each(BROKEN.map(({ check }) => check))('is not broken passes %s', async (check) => {
    expect(await failuresOf({ what: 'is right', check }, 10_000)).toEqual([]);
  });
});

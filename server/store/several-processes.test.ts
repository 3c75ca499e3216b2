import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyDatabase } from '../testing/postgres.ts';
import { bundle, startProcess } from '../testing/run-processes.ts';
import { ALICE } from '../testing/samples.ts';
import { temporaryDirectory } from '../testing/temporary-directory.ts';
import { openStore } from './open-store.ts';

const PROCESSES = 6;
const SAVES = 20;

describe.each([
  ['SQLite', async () => ({ dataDirectory: await temporaryDirectory() })],
  ['PostgreSQL', async () => ({ dataDirectory: '', databaseUrl: await emptyDatabase() })],
])('several processes on one %s', (_, prepare) => {
  it('start at once where there is nothing yet, and save one after the other', async () => {
    const place: { dataDirectory: string; databaseUrl?: string } = await prepare();
    const program = await bundle('server/testing/store-process.ts');
    const names = Array.from({ length: PROCESSES }, (_, index) => `process-${index}`);
    const processes = await Promise.all(
      names.map((name) => startProcess(program, place.databaseUrl ?? place.dataDirectory, name, String(SAVES))),
    );
    for (const { go } of processes) go();
    const cursors = await Promise.all(
      processes.map(async ({ lines }) => (await lines).filter((line) => line !== 'ready').map(Number)),
    );
    const all = Array.from({ length: PROCESSES * SAVES }, (_, index) => index + 1);
    expect(cursors.flat().sort((a, b) => a - b)).toEqual(all);
    const { store } = await openStore(place);
    onTestFinished(() => store.close());
    const { entries } = await store.changes(ALICE, { since: 0, entries: 1000, bytes: 1_000_000 });
    expect(entries.map(({ id }) => id).sort()).toEqual(
      names.flatMap((name) => Array.from({ length: SAVES }, (_, save) => `${name}-${save}`)).sort(),
    );
  }, 60_000);
});

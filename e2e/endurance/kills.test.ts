import { describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../server/testing/postgres.ts';
import { bundle } from '../../server/testing/run-processes.ts';
import { temporaryDirectory } from '../../server/testing/temporary-directory.ts';
import { killServer } from './kills.ts';

const KILLS = 6;
const NOTHING_WRONG = { lost: [], unknown: [], notOnce: [], miscounted: [] };

describe.each([
  ['SQLite', temporaryDirectory],
  ['PostgreSQL', emptyDatabase],
])('[G42] a server on %s that is killed under load', (_, prepare) => {
  it('has all that it answered, and each effect once', { timeout: 120_000 }, async () => {
    const program = await bundle('server/backhaul.ts');
    const report = await killServer({ program, place: await prepare(), kills: KILLS, random: Math.random });
    expect(report).toMatchObject({ kills: KILLS, wrongs: NOTHING_WRONG });
    expect(report.saves).toBeGreaterThan(KILLS);
    expect(report.resent).toBeGreaterThan(0);
  });
});

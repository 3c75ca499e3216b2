import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scenario } from './commands.ts';
import { installLightWeb } from './light-web.ts';
import { run } from './run.ts';

const holds = fc.asyncProperty(scenario, async (played) => {
  expect((await run(played)).objections).toEqual([]);
});

test('whatever happens and wherever it is cut off, nothing is lost, repeated, disordered or mistold', async () => {
  const removeLightWeb = installLightWeb();
  try {
    await fc.assert(holds, { numRuns: 1_000 });
  } finally {
    removeLightWeb();
  }
}, 120_000);

test("the same with the platform's own requests and answers", async () => {
  await fc.assert(holds, { numRuns: 50 });
}, 60_000);

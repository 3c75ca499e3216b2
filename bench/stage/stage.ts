import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { openChromium } from '../../e2e/support/browsers.ts';

/** A sync event lives for three minutes, as in a Chromium that nobody has told otherwise: nobody is cut off while sending. */
const USUAL_SYNC =
  '--force-fieldtrial-params=BackgroundSync.Test:initial_retry_delay_sec/1/max_sync_event_duration_sec/180';

export interface Stage {
  readonly context: BrowserContext;
}

/** One browser without a past, for as long as `measure` takes. */
export async function onStage<Result>(measure: (stage: Stage) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-bench-'));
  const context = await openChromium(join(directory, 'profile'), [USUAL_SYNC]);
  try {
    return await measure({ context });
  } finally {
    await context.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

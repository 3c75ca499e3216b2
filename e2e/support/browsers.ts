import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type BrowserContext, type BrowserContextOptions, chromium, firefox } from 'playwright/test';
import { CHROMIUM_ARGUMENTS, findBrowser } from '../../scripts/browsers.mjs';

/** The first sync retry after 1 s instead of 5 minutes; a sync event lives 60 s instead of 3 minutes. */
const QUICK_SYNC = [
  '--force-fieldtrials=BackgroundSync/Test/',
  '--force-fieldtrial-params=BackgroundSync.Test:initial_retry_delay_sec/1/max_sync_event_duration_sec/60',
];

/** What of another kind of device is emulated. */
export type Device = Pick<BrowserContextOptions, 'hasTouch' | 'isMobile' | 'viewport'>;

/** Chromium with this profile; what it keeps survives closing and killing. */
export async function openChromium(
  profile: string,
  args: readonly string[] = [],
  device: Device = {},
): Promise<BrowserContext> {
  const { path } = required('chromium');
  return await chromium.launchPersistentContext(profile, {
    executablePath: path,
    args: [...CHROMIUM_ARGUMENTS, ...QUICK_SYNC, ...args],
    viewport: { width: 1100, height: 760 },
    ...device,
  });
}

/** Firefox with this profile: no Background Sync there. */
export async function openFirefox(profile: string): Promise<BrowserContext> {
  const { path, kind } = required('firefox');
  return await firefox.launchPersistentContext(profile, {
    executablePath: path,
    ...(kind === 'system' ? { channel: 'moz-firefox' } : {}),
    headless: true,
    viewport: { width: 1100, height: 760 },
  });
}

/** Ends every process of the browser with this profile at once, as a crash would: each by its id, and no other. */
export async function killBrowser(profile: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,args='], { maxBuffer: 2 ** 26 });
  const ours = stdout.split('\n').filter((line) => line.includes(`--user-data-dir=${profile}`));
  for (const line of ours) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It has ended with the one before it.
    }
  }
}

function required(name: 'chromium' | 'firefox') {
  const browser = findBrowser(name);
  if (browser === undefined)
    throw new Error(`There is no ${name} on this machine; npm test says how it looks for one.`);
  return browser;
}

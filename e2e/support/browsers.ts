import { execFile } from 'node:child_process';
import { type BrowserContext, chromium, firefox } from 'playwright/test';
import { findBrowser } from '../../scripts/browsers.mjs';

/** The first sync retry after 1 s instead of 5 minutes; a sync event lives 60 s instead of 3 minutes. */
const QUICK_SYNC = [
  '--force-fieldtrials=BackgroundSync/Test/',
  '--force-fieldtrial-params=BackgroundSync.Test:initial_retry_delay_sec/1/max_sync_event_duration_sec/60',
];

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium with this profile; what it keeps survives closing and killing. */
export async function openChromium(profile: string, args: readonly string[] = []): Promise<BrowserContext> {
  const { path } = required('chromium');
  return await chromium.launchPersistentContext(profile, {
    executablePath: path,
    args: [...QUIET, ...QUICK_SYNC, ...args],
    viewport: { width: 1100, height: 760 },
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

/** Ends every process of the browser with this profile at once, as a crash would. */
export async function killBrowser(profile: string): Promise<void> {
  await new Promise((resolve) => execFile('pkill', ['-9', '-f', '--', profile], resolve));
}

function required(name: 'chromium' | 'firefox') {
  const browser = findBrowser(name);
  if (browser === undefined)
    throw new Error(`There is no ${name} on this machine; npm test says how it looks for one.`);
  return browser;
}

import type { Page } from 'playwright/test';

/** Workbox's own tag of the lab's queue. */
export const TAG = 'workbox-background-sync:lab';

/** How the tags begin that the library registers beside it. */
export const FRESH_TAG = 'backhaul:lab:';

/** The tags that the browser still has registered, seen from a page of the origin that has no client. */
export async function registeredTags(page: Page): Promise<readonly string[]> {
  return await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration === undefined || !('sync' in registration)) return [];
    return await (registration.sync as { getTags: () => Promise<string[]> }).getTags();
  });
}

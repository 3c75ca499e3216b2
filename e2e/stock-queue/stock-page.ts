import type { Page } from 'playwright/test';
import type { StockServer } from './stock-server.ts';

export const STOCK_TAG = 'workbox-background-sync:stock';

/** Opens the page; resolves when the stock queue's worker controls it. */
export async function openStockPage(page: Page, server: StockServer): Promise<void> {
  await page.goto(server.url);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    await navigator.serviceWorker.register('/sw.js');
    await controlled;
  });
}

/** A save as an app with the stock queue makes it. Whether it fails is not what its tests are about. */
export async function saveInStockQueue(page: Page): Promise<void> {
  await page.evaluate(() => fetch('/save', { method: 'POST', body: 'Ada' }).catch(() => undefined));
}

/** Runs in the page. */
export async function registerTag(tag: string): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  if ('sync' in registration) await (registration.sync as { register: (tag: string) => Promise<void> }).register(tag);
}

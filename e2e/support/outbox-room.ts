import type { BrowserContext, Page } from 'playwright/test';

const FLAG = 'the-outbox-has-no-room';

/** Has the browser refuse rows of the outbox's store for want of room, as a full disk does, while the flag is set. */
export async function limitOutboxRoom(context: BrowserContext): Promise<void> {
  await context.addInitScript(refuseWhileFlagged, FLAG);
}

/** On an opened page, and on all of its origin from then on. */
export async function fillOutbox(page: Page): Promise<void> {
  await page.evaluate((flag) => localStorage.setItem(flag, 'yes'), FLAG);
}

export async function makeRoom(page: Page): Promise<void> {
  await page.evaluate((flag) => localStorage.removeItem(flag), FLAG);
}

/** Runs in the page, before any script of its own. */
function refuseWhileFlagged(flag: string): void {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
    if (this.name === 'requests' && localStorage.getItem(flag) !== null) {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    }
    return key === undefined ? add.call(this, value) : add.call(this, value, key);
  };
}

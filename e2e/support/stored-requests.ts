import type { BrowserContext, Page } from 'playwright/test';

/** One request that is safe in the outbox: what kind of task it is. */
export interface StoredTask {
  readonly type: string;
}

declare global {
  interface Window {
    storedTasks: StoredTask[];
  }
}

/** Notes every request that a page has safely stored from then on, in the order of the commits. */
export async function noteStoredTasks(context: BrowserContext): Promise<void> {
  await context.addInitScript(noteCommits);
}

/** Waits until a request of this type is stored; gives what was stored before it. */
export async function storedBefore(page: Page, type: string): Promise<readonly StoredTask[]> {
  const before = await page.waitForFunction((wanted) => {
    const place = window.storedTasks.findIndex((task) => task.type === wanted);
    return place === -1 ? undefined : window.storedTasks.slice(0, place);
  }, type);
  return (await before.jsonValue()) ?? [];
}

/** Runs in the page, before any script of its own. */
function noteCommits(): void {
  window.storedTasks = [];
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
    if (this.name === 'requests') {
      const { metadata } = value as { metadata: { taskType: string } };
      this.transaction.addEventListener('complete', () => window.storedTasks.push({ type: metadata.taskType }));
    }
    return key === undefined ? add.call(this, value) : add.call(this, value, key);
  };
}

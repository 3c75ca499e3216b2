import type { BrowserContext, Page } from 'playwright/test';

/** One request that is safe in the outbox: what kind of task it is, and its body as text unless that is long. */
export interface StoredTask {
  readonly type: string;
  readonly body: string;
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

/** Waits until a request is stored that says `text`; gives what was stored before it. */
export async function storedBefore(page: Page, text: string): Promise<readonly StoredTask[]> {
  const before = await page.waitForFunction((wanted) => {
    const place = window.storedTasks.findIndex(({ body }) => body.includes(wanted));
    return place === -1 ? undefined : window.storedTasks.slice(0, place).map(({ type }) => ({ type, body: '' }));
  }, text);
  return (await before.jsonValue()) ?? [];
}

/** Runs in the page, before any script of its own. */
function noteCommits(): void {
  window.storedTasks = [];
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
    if (this.name === 'requests') {
      const { metadata, requestData } = value as { metadata: { taskType: string }; requestData: { body: ArrayBuffer } };
      const isLarge = requestData.body.byteLength > 100_000;
      const task = { type: metadata.taskType, body: isLarge ? '' : new TextDecoder().decode(requestData.body) };
      this.transaction.addEventListener('complete', () => window.storedTasks.push(task));
    }
    return key === undefined ? add.call(this, value) : add.call(this, value, key);
  };
}

import { expect, type Locator, type Page } from 'playwright/test';
import { countQueuedRequests } from './indexed-db.ts';

/** The app as a person uses it, by the names that assistive tools read. */
export class App {
  readonly page: Page;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  get status(): Locator {
    return this.page.getByRole('status', { name: 'Sync status' });
  }

  get settings(): Locator {
    return this.page.getByRole('dialog', { name: 'Settings' });
  }

  async open(): Promise<void> {
    await this.page.goto(this.#url);
  }

  /** First run with an account of nobody's, everything delivered, and a worker that is active. */
  async startEmpty(): Promise<void> {
    await this.open();
    await this.page.getByRole('button', { name: 'Start empty' }).click();
    await expect(this.status).toHaveText(/Up to date/);
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }

  /** First run with the sample account of 50 spaces, everything of it delivered. */
  async loadSample(): Promise<void> {
    await this.open();
    await this.page.getByRole('button', { name: 'Load a sample account' }).click();
    await expect(this.status).toHaveText('Up to date', { timeout: 60_000 });
  }

  /** Waits until nothing is left to send. */
  async isDelivered(): Promise<void> {
    await expect.poll(() => this.queued(), { timeout: 60_000 }).toBe(0);
    await expect(this.status).toHaveText(/Delivered|Up to date/);
  }

  async openSettings(tab: 'Profile' | 'Preferences' | 'Spaces' | 'Sync' = 'Profile'): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings' }).click();
    await this.settings.getByRole('tab', { name: tab }).click();
  }

  /** Saves a new display name; the dialog closes at once. */
  async saveDisplayName(name: string): Promise<void> {
    await this.openSettings();
    await this.typeDisplayName(name);
    await this.settings.getByRole('button', { name: 'Save' }).click();
    await expect(this.settings).toBeHidden();
  }

  /** Types over what the field holds: by the keyboard, since React does not notice a `fill()` in a stock Firefox. */
  async typeDisplayName(name: string): Promise<void> {
    const field = this.settings.getByRole('textbox', { name: 'Display name' });
    await field.click();
    await field.press('ControlOrMeta+a');
    await field.pressSequentially(name);
  }

  /** How many requests the queue holds on this device: Workbox's own store. */
  async queued(): Promise<number> {
    return await this.page.evaluate(countQueuedRequests);
  }
}

import { expect, type Locator, type Page } from 'playwright/test';
import type { App } from './app.ts';

/** The dialog that changes an account's keys, step by step, by the names that assistive tools read. */
export class KeysDialog {
  readonly page: Page;
  readonly #app: App;

  constructor(app: App) {
    this.page = app.page;
    this.#app = app;
  }

  /** The dialog, whatever step it shows. */
  get now(): Locator {
    return this.page.locator('.small-dialog');
  }

  get field(): Locator {
    return this.now.getByRole('textbox', { name: 'Recovery phrase' });
  }

  get change(): Locator {
    return this.now.getByRole('button', { name: /hange the keys$/ });
  }

  /** From the Devices tab, about the one other device. */
  async openToRevoke(): Promise<void> {
    await this.#app.openSettings('Devices');
    await this.#app.settings.getByRole('button', { name: /^Revoke/ }).click();
    await expect(this.field).toBeFocused();
  }

  /** From the Sync tab. */
  async openToChange(): Promise<void> {
    await this.#app.openSettings('Sync');
    await this.#app.settings.getByRole('button', { name: 'Change keys' }).click();
    await expect(this.field).toBeFocused();
  }

  /** Of the account as it is, from the Devices tab: what another device joins by. */
  async pairingLink(words: string): Promise<string> {
    await this.#app.openSettings('Devices');
    await this.#app.settings.getByRole('button', { name: 'Show a pairing code' }).click();
    await this.field.fill(words);
    await this.field.press('Enter');
    await this.now.getByRole('button', { name: 'Copy the link' }).click();
    await expect(this.now.getByText('Copied')).toBeVisible();
    return await this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Types the present words; gives the new ones, which are shown then. */
  async newWords(present: string): Promise<string> {
    await this.field.fill(present);
    await this.field.press('Enter');
    return await this.#app.phrase();
  }

  /** Says that the words were written down, and has the keys changed. */
  async writtenDown(): Promise<void> {
    await this.now.getByRole('checkbox', { name: 'I have written them down' }).check();
    await this.change.click();
  }

  async isDone(): Promise<void> {
    await expect(this.now.getByRole('heading', { name: 'The keys are changed' })).toBeVisible();
    await this.now.getByRole('button', { name: 'Close' }).last().click();
    await expect(this.now).toBeHidden();
  }

  /** Changes the keys from the Sync tab; gives the new words. */
  async changeKeys(present: string): Promise<string> {
    await this.openToChange();
    const words = await this.newWords(present);
    await this.writtenDown();
    await this.isDone();
    await this.#app.closeSettings();
    return words;
  }
}

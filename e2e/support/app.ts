import { expect, type Locator, type Page } from 'playwright/test';
import type { Account, Begun } from './begun.ts';
import { countQueuedRequests } from './indexed-db.ts';

/** The app as a person uses it, by the names that assistive tools read. */
export class App {
  readonly page: Page;
  readonly #url: string;
  readonly #begun: Pick<Begun, 'account' | 'phrase'> | undefined;

  /** `begun` is what the browser holds already. */
  constructor(page: Page, url: string, begun?: Pick<Begun, 'account' | 'phrase'>) {
    this.page = page;
    this.#url = url;
    this.#begun = begun;
  }

  get status(): Locator {
    return this.page.getByRole('status', { name: 'Sync status' });
  }

  get settings(): Locator {
    return this.page.getByRole('dialog', { name: 'Settings' });
  }

  /** Both values of what two devices have changed. */
  get conflicts(): Locator {
    return this.page.getByRole('dialog', { name: 'Changed on another device', exact: true });
  }

  /** What the Sync tab shows of the changes with this title. */
  change(title: string): Locator {
    return this.settings.getByRole('rowgroup').filter({ has: this.page.getByRole('rowheader', { name: title }) });
  }

  /** What the settings say beside a name. */
  fact(name: string): Locator {
    return this.settings
      .locator('dt')
      .and(this.page.getByText(name, { exact: true }))
      .locator('+ dd');
  }

  /** The list of the sidebar: of many spaces, only those that can be seen are in it. */
  get spaces(): Locator {
    return this.page.getByRole('navigation', { name: 'Spaces' }).getByRole('list');
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(new URL(path, this.#url).href);
  }

  /** On the opened first run: makes an account, and says that its phrase was written down. Gives the phrase. */
  async make(way: 'Start empty' | 'Load a sample account'): Promise<string> {
    await this.page.getByRole('button', { name: way }).click();
    const phrase = await this.phrase();
    await this.writePhraseDown();
    return phrase;
  }

  /** The phrase that is shown once, after an account was made. */
  async phrase(): Promise<string> {
    const words = this.page.getByRole('list', { name: 'Recovery phrase' }).getByRole('listitem');
    await expect(words).toHaveCount(12, { timeout: 60_000 });
    return (await words.allInnerTexts()).map((word) => word.replace(/[\s\d]+/g, '')).join(' ');
  }

  async writePhraseDown(): Promise<void> {
    await this.page.getByRole('button', { name: 'I have written it down' }).click();
  }

  /** The app with an account in which nothing is, everything delivered, and a worker that is active. Gives its phrase. */
  async startEmpty(): Promise<string> {
    return await this.#start('empty', 'Start empty');
  }

  /** The same with the sample account of 50 spaces. */
  async loadSample(): Promise<string> {
    return await this.#start('sample', 'Load a sample account');
  }

  /** From the first run on, where the browser has not got the account yet. */
  async #start(account: Account, way: Parameters<App['make']>[0]): Promise<string> {
    const begun = this.#begun;
    if (begun !== undefined && begun.account !== account) throw new Error(`The test begins with ‘${begun.account}’.`);
    await this.open();
    const phrase = begun?.phrase ?? (await this.make(way));
    await this.isDelivered();
    await this.workerIsReady();
    return phrase;
  }

  /** First run as another device of an account; everything of it read, and a worker that is active. */
  async join(phrase: string): Promise<void> {
    await this.open();
    await this.typePhrase(phrase);
    await this.page.getByRole('button', { name: 'Join' }).click();
    await this.isDelivered();
    await this.workerIsReady();
  }

  /** On the opened first run: enters a phrase at once, as a paste does, and does not join yet. */
  async typePhrase(phrase: string): Promise<void> {
    await this.page.getByRole('button', { name: 'I have a recovery phrase' }).click();
    await this.page.getByRole('textbox', { name: 'Recovery phrase' }).focus();
    await this.page.keyboard.insertText(phrase.slice(0, -1));
    await this.page.keyboard.press(phrase.slice(-1)); // React does not notice what is inserted in a stock Firefox.
  }

  /** Waits until nothing is left to send. */
  async isDelivered(): Promise<void> {
    const look = async () => ({ said: await this.status.innerText(), queued: await this.queued() });
    const atRest = { said: expect.stringMatching(/Delivered|Up to date/), queued: 0 };
    await expect.poll(look, { intervals: [50, 50, 100, 100, 250], timeout: 60_000 }).toEqual(atRest);
  }

  async openSettings(tab: 'Profile' | 'Preferences' | 'Spaces' | 'Devices' | 'Sync' = 'Profile'): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings' }).click();
    await this.settings.getByRole('tab', { name: tab }).click();
    await expect(this.settings.getByRole('tabpanel', { name: tab })).toBeVisible();
  }

  async closeSettings(): Promise<void> {
    await this.settings.getByRole('button', { name: 'Close' }).click();
    await expect(this.settings).toBeHidden();
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

  /** Saves a new text about the person. */
  async saveBio(text: string): Promise<void> {
    await this.openSettings();
    const field = this.settings.getByRole('textbox', { name: 'Bio' });
    await field.click();
    await field.press('ControlOrMeta+a');
    await field.pressSequentially(text);
    await this.settings.getByRole('button', { name: 'Save' }).click();
    await expect(this.settings).toBeHidden();
  }

  /** The text about the person, as the settings show it. */
  async bio(): Promise<string> {
    await this.openSettings();
    const text = await this.settings.getByRole('textbox', { name: 'Bio' }).inputValue();
    await this.page.keyboard.press('Escape');
    await expect(this.settings).toBeHidden();
    return text;
  }

  /** Waits until the sidebar has so many spaces. */
  async seesSpaces(count: number): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: 'Spaces' });
    await expect(navigation.getByText(count === 0 ? 'No spaces yet' : String(count), { exact: true })).toBeVisible();
  }

  async openConflicts(): Promise<void> {
    await this.page.getByRole('button', { name: 'Compare' }).first().click();
    await expect(this.conflicts).toBeVisible();
  }

  /** Makes a new key the current one of the space that is shown. */
  async rotateKey(): Promise<void> {
    await this.chooseOfSpace('Rotate key');
  }

  /** Makes a space, which is shown then. */
  async newSpace(name: string): Promise<void> {
    await this.#addSpace('New space');
    const dialog = this.page.getByRole('dialog', { name: 'New space' });
    await dialog.getByRole('textbox', { name: 'Name' }).pressSequentially(name);
    await dialog.getByRole('button', { name: 'Make space' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  /** The messages of the space that is shown. */
  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  message(text: string): Locator {
    return this.messages.getByRole('article', { name: `Message: ${text}`, exact: true });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  /** Writes a message in the space that is shown, and sends it. */
  async say(text: string): Promise<void> {
    await this.composer.click();
    await this.composer.pressSequentially(text);
    await this.composer.press('Enter');
    await expect(this.message(text)).toBeVisible();
  }

  /** Waits until the server has a message. */
  async messageIsDelivered(text: string): Promise<void> {
    await expect(this.message(text)).not.toContainText(/Only on this device|On its way/, { timeout: 60_000 });
  }

  /** Deletes a message of the space that is shown. */
  async deleteMessage(text: string): Promise<void> {
    const button = this.message(text).getByRole('button', { name: 'Delete' });
    await button.focus();
    await button.press('Enter');
    await expect(this.message(text)).toBeHidden();
  }

  /** Makes an invitation to the space that is shown; gives its link. */
  async invite(): Promise<string> {
    await this.chooseOfSpace('Invite');
    const dialog = this.page.getByRole('dialog', { name: /^Invite to/ });
    const link = await dialog.getByRole('textbox', { name: 'Link of the invitation' }).inputValue();
    await dialog.getByRole('button', { name: 'Close' }).click();
    return link;
  }

  /** Joins a space by the link of an invitation. */
  async joinSpace(link: string): Promise<void> {
    await this.#addSpace('Join by invitation');
    const dialog = this.page.getByRole('dialog', { name: 'Join a space' });
    await dialog.getByRole('textbox', { name: 'Link of the invitation' }).fill(link);
    await dialog.getByRole('button', { name: 'Join' }).click();
    await expect(dialog).toBeHidden();
  }

  async #addSpace(way: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a space' }).click();
    await this.page.getByRole('menuitem', { name: way }).click();
  }

  /** Leaves the space that is shown. */
  async leaveSpace(): Promise<void> {
    await this.chooseOfSpace('Leave');
    await this.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  }

  /** Chooses what is to be done with the space that is shown. */
  async chooseOfSpace(item: string): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Space' }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Turns sync on this device off, or on. */
  async switchSync(isOn: boolean): Promise<void> {
    await this.openSettings('Sync');
    const control = this.settings.getByRole('switch', { name: 'Sync this device' });
    if ((await control.getAttribute('aria-checked')) !== String(isOn)) await control.click();
    await expect(control).toHaveAttribute('aria-checked', String(isOn));
    await this.closeSettings();
  }

  /** Has the server remove everything of the account; gives its receipt in words. */
  async removeFromServer(): Promise<string> {
    await this.openSettings('Sync');
    await this.settings.getByRole('button', { name: 'Remove my data from the server' }).click();
    await this.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    const receipt = await this.settings.getByText(/^The server removed/).textContent();
    await this.closeSettings();
    return receipt ?? '';
  }

  /** How many requests the queue holds on this device: Workbox's own store. */
  async queued(): Promise<number> {
    return await this.page.evaluate(countQueuedRequests);
  }

  async workerIsReady(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }
}

import { seriousFindings } from '../support/axe.ts';
import { ServerContents } from '../support/opened.ts';
import { expect, test } from './test.ts';

const withSample = test.extend({ beginning: 'sample' });
const atFirstRun = test.extend({ beginning: 'nobody' });

test('[G28] edits on two devices while offline, of different fields and of one: both converge, the loser is offered back', async ({
  app,
  browserContext,
  another,
  server,
}) => {
  const phrase = await app.startEmpty();
  await app.saveDisplayName('Before');
  await app.isDelivered();
  const second = await another(phrase);
  await expect(second.app.page.getByText('Before', { exact: true }).first()).toBeVisible();

  await browserContext.setOffline(true);
  await second.context.setOffline(true);
  await app.saveDisplayName('From the first');
  await second.app.saveDisplayName('From the second');
  await second.app.saveBio('A bio of the second');
  await browserContext.setOffline(false);
  await app.isDelivered();
  await second.context.setOffline(false);
  await second.app.isDelivered();

  for (const device of [app, second.app]) {
    await expect(device.page.getByText('From the second', { exact: true }).first()).toBeVisible();
    expect(await device.bio()).toBe('A bio of the second');
  }
  await app.openSettings('Sync');
  await expect(app.fact('Needs you')).toHaveText('1');
  await app.closeSettings();
  await app.openConflicts();
  await expect(app.conflicts.getByText('From the first')).toBeVisible();
  expect(await seriousFindings(app.page)).toEqual([]);
  await app.conflicts.getByRole('button', { name: 'Keep mine' }).click();
  await app.isDelivered();
  for (const device of [app, second.app]) {
    await expect(device.page.getByText('From the first', { exact: true }).first()).toBeVisible();
  }
  const contents = await ServerContents.of(server, phrase);
  expect([await contents.value('profile/displayName'), await contents.value('profile/bio')]).toEqual([
    'From the first',
    'A bio of the second',
  ]);
});

withSample(
  '[G28] a third device joins by the phrase and sees all of it; one with less removes nothing elsewhere',
  async ({ app, another, server }) => {
    const phrase = await app.loadSample();
    const contents = await ServerContents.of(server, phrase);
    const before = await contents.entries();
    const joined = await another(phrase); // Which says what it is called.
    await joined.app.seesSpaces(50);
    await joined.app.saveDisplayName('Third');
    await joined.app.isDelivered();
    await expect(app.page.getByText('Third', { exact: true }).first()).toBeVisible();
    const after = await contents.entries();
    const names = new Set([...before.map(({ name }) => name), 'profile/displayName']);
    const isDevice = (name: string) => name.startsWith('devices/');
    const namesAfter = after.map(({ name }) => name);
    expect(namesAfter.filter((name) => !isDevice(name)).sort()).toEqual(
      [...names].filter((name) => !isDevice(name)).sort(),
    );
    expect(namesAfter.filter(isDevice)).toHaveLength(2);
    expect(after.filter(({ isTombstone }) => isTombstone)).toEqual([]);
    await app.seesSpaces(50);
  },
);

test('[G32] a change shows on the other device within a second of its delivery', async ({ app, another, gateway }) => {
  const phrase = await app.startEmpty();
  const second = await another(phrase);
  const saves = gateway.saves.length;
  await app.saveDisplayName('Live');
  await gateway.sawSaves(saves + 1);
  await app.isDelivered();
  await expect(second.app.page.getByText('Live', { exact: true }).first()).toBeVisible({ timeout: 1_000 });
});

atFirstRun('a wrong phrase is told apart, and nothing is made of it', async ({ app }) => {
  await app.open();
  await app.typePhrase(
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon',
  );
  await app.page.getByRole('button', { name: 'Join' }).click();
  await expect(app.page.getByRole('alert')).toBeVisible();
  await app.page.reload();
  await expect(app.page.getByRole('button', { name: 'Start empty' })).toBeVisible();
});

import { ServerContents } from './support/opened.ts';
import { signatureBytes } from './support/signature-bytes.ts';
import { expect, test } from './support/test.ts';

const withSample = test.extend({ beginning: 'sample' });

withSample(
  'with the sample account, a changed display name sends one entry and the device’s head: under 1 KB, and its signature',
  async ({ app, gateway, server }) => {
    const contents = await ServerContents.of(server, await app.loadSample());
    const all = async () => [...(await contents.entries()), ...(await contents.heads())];
    const before = { saves: gateway.saves.length, entries: await all() };
    expect(before.entries.length).toBeGreaterThan(300);

    await app.saveDisplayName('Robin Hale');
    await gateway.sawSaves(before.saves + 1);
    await app.isDelivered();
    const sent = gateway.saves.slice(before.saves);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body.length ?? 0).toBeLessThan(300);
    const signature = sent.reduce((sum, request) => sum + signatureBytes(request), 0);
    expect(signature).toBeGreaterThan(0);
    expect(signature).toBeLessThan(450);
    expect((sent[0]?.headBytes ?? 0) + (sent[0]?.body.length ?? 0) - signature).toBeLessThan(1_000);

    const unchanged = new Map(before.entries.map(({ name, cursor }) => [name, cursor]));
    const changed = (await all()).filter(({ name, cursor }) => unchanged.get(name) !== cursor);
    const byName = changed.sort((a, b) => (a.name < b.name ? 1 : -1));
    expect(byName).toMatchObject([
      { name: 'profile/displayName' },
      { name: expect.stringMatching(/^backhaul\/[0-9a-f]{16}$/) },
    ]);
    expect(await contents.value('profile/displayName')).toBe('Robin Hale');
  },
);

test('a value typed back to what it was enqueues nothing', async ({ app, gateway }) => {
  await app.startEmpty();
  await app.saveDisplayName('Ada');
  await gateway.sawSaves(1);
  await app.isDelivered();
  const before = gateway.saves.length;
  await app.openSettings();
  await app.typeDisplayName('Bob');
  await app.typeDisplayName('Ada');
  await expect(app.settings.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect([gateway.saves.length, await app.queued()]).toEqual([before, 0]);
});

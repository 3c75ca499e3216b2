import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page } from 'playwright/test';
import * as v from 'valibot';
import { CHROMIUM_ARGUMENTS, findBrowser } from '../../scripts/browsers.mjs';
import { App } from '../support/app.ts';
import { openChromium } from '../support/browsers.ts';
import { FaultyProxy } from '../support/faulty-proxy.ts';
import { Server } from '../support/server.ts';

const SIZE = { width: 1280, height: 640 };

/** Takes pictures of Chromium's DevTools looking at the app: in a second browser, which shows the first one's. */
export async function takeDevToolsPictures(folder: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-devtools-'));
  const server = await new Server(join(directory, 'data')).start();
  const wire = await new FaultyProxy(() => server.port).start();
  const profile = join(directory, 'profile');
  const context = await openChromium(profile, ['--remote-debugging-port=0', '--remote-allow-origins=*']);
  const viewer = await chromium.launch({
    executablePath: findBrowser('chromium')?.path ?? '',
    args: CHROMIUM_ARGUMENTS,
  });
  try {
    const app = new App(await context.newPage(), wire.url);
    await app.startEmpty();
    const tools = await viewer.newPage({ viewport: SIZE });
    await tools.goto(await addressOfTools(profile, wire.url));
    const picture = (name: string) => tools.screenshot({ path: join(folder, `devtools-${name}.png`) });
    await recordSync(tools);
    await hearMessages(tools);
    await context.setOffline(true);
    await app.saveDisplayName('Ada');
    await expect(app.status).toHaveText(/Saved on this device\. ./);
    await openQueue(tools);
    await picture('queue');
    await context.setOffline(false);
    await app.isDelivered();
    await openPanel(tools, 'Background sync');
    await expect(tools.getByRole('cell', { name: /ompleted/ }).first()).toBeVisible();
    await picture('sync');
    await openPanel(tools, 'Service workers');
    await picture('worker');
    await tools.getByRole('tab', { name: 'Console' }).click();
    await picture('messages');
  } finally {
    await viewer.close();
    await context.close();
    await wire.stop();
    await server.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

const targets = v.array(v.object({ id: v.string(), type: v.string(), url: v.string() }));

/** Chromium writes into its profile on which port it listens. */
async function addressOfTools(profile: string, url: string): Promise<string> {
  const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  const list = v.parse(targets, await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
  const target = list.find((each) => each.type === 'page' && each.url.startsWith(url));
  return `devtools://devtools/bundled/devtools_app.html?ws=127.0.0.1:${port}/devtools/page/${target?.id}`;
}

async function openPanel(tools: Page, name: string): Promise<void> {
  await tools.getByRole('tab', { name: 'Application' }).click();
  await tools.getByRole('treeitem', { name, exact: true }).click();
}

async function recordSync(tools: Page): Promise<void> {
  await openPanel(tools, 'Background sync');
  await tools
    .getByRole('button', { name: /^Start recording/ })
    .first()
    .click();
}

async function openQueue(tools: Page): Promise<void> {
  await openPanel(tools, 'IndexedDB');
  await tools.keyboard.press('ArrowRight');
  const database = tools.getByRole('treeitem', { name: /^workbox-background-sync/ });
  await database.click();
  await tools.keyboard.press('ArrowRight');
  await tools.getByRole('treeitem', { name: 'requests', exact: true }).click();
  for (const value of [/^{requestData/, /^metadata/]) {
    await tools.getByRole('treeitem', { name: value }).click();
    await tools.keyboard.press('ArrowRight');
  }
  await expect(tools.getByText('taskType')).toBeVisible();
}

async function hearMessages(tools: Page): Promise<void> {
  await tools.getByRole('tab', { name: 'Console' }).click();
  const prompt = tools.getByRole('textbox', { name: 'Console prompt' });
  const enter = async (line: string) => {
    await prompt.click();
    await tools.keyboard.insertText(line);
    await tools.keyboard.press('Enter');
  };
  await enter('await navigator.locks.query()');
  await expect(tools.getByText('pending').first()).toBeVisible();
  await enter("new BroadcastChannel('backhaul').onmessage = ({ data }) => console.log(data)");
}

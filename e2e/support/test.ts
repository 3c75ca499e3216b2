import { cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect } from 'playwright/test';
import { App } from './app.ts';
import { begin, freePort } from './beginning.ts';
import type { Account, Beginning, Begun } from './begun.ts';
import { type Device, openChromium, openFirefox } from './browsers.ts';
import { FaultyProxy } from './faulty-proxy.ts';
import { type Authentication, Server } from './server.ts';

export interface Shared {
  /** Of the address at which every test of a worker finds the app: what a browser keeps belongs to it. */
  readonly port: number;
  /** How it is once the app has begun with an account; made for the first test that wants it. */
  readonly begun: (account: Account) => Promise<Begun>;
}

export interface World {
  readonly beginning: Beginning;
  /** A copy of what has begun, which is the test's own. */
  readonly own: Begun | undefined;
  /** How the server finds out who asks. */
  readonly authentication: Authentication;
  /** Of the server's command line, besides what every test needs. */
  readonly serverOptions: readonly string[];
  readonly device: Device;
  readonly directory: string;
  /** The browser's profile: survives whatever happens to the browser. */
  readonly profile: string;
  readonly server: Server;
  /** What the browser takes for the server. */
  readonly gateway: FaultyProxy;
  readonly browserContext: BrowserContext;
  /** The app in a page of its own, not yet opened. */
  readonly app: App;
}

/** A directory for as long as `use` takes. */
async function withDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'backhaul-e2e-'));
  await use(directory);
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** A real server, a gateway before it, and a real browser with a profile of its own, for every test. */
export const test = base.extend<World, Shared>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture needs from this pattern.
  port: [async ({}, use) => use(await freePort()), { scope: 'worker' }],
  begun: [
    async ({ port }, use, { project }) => {
      await withDirectory(async (directory) => {
        const openBrowser = project.name === 'firefox' ? openFirefox : openChromium;
        const made = new Map<Account, Promise<Begun>>();
        await use((account) => {
          const begun = made.get(account) ?? begin(account, { directory: join(directory, account), port, openBrowser });
          made.set(account, begun);
          return begun;
        });
      });
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: the same.
  directory: ({}, use) => withDirectory(use),
  beginning: ['empty', { option: true }],
  own: async ({ beginning, begun, directory }, use) => {
    if (beginning === 'nobody') return await use(undefined);
    const { account, phrase, profile, data } = await begun(beginning);
    const own = { account, phrase, profile: join(directory, 'profile'), data: join(directory, 'data') };
    cpSync(profile, own.profile, { recursive: true });
    cpSync(data, own.data, { recursive: true });
    await use(own);
  },
  profile: ({ directory, own }, use) => use(own?.profile ?? join(directory, 'profile')),
  authentication: ['signatures', { option: true }],
  serverOptions: [[], { option: true }],
  device: [{}, { option: true }],
  server: async ({ directory, own, authentication, serverOptions }, use) => {
    const data = own?.data ?? join(directory, 'data');
    const server = await new Server(data, authentication, serverOptions).start();
    await use(server);
    await server.kill();
  },
  gateway: async ({ server, port }, use) => {
    const gateway = await new FaultyProxy(() => server.port).start(port);
    await use(gateway);
    await gateway.stop();
  },
  browserContext: async ({ profile, device }, use, { project }) => {
    const context = await (project.name === 'firefox' ? openFirefox(profile) : openChromium(profile, [], device));
    await use(context);
    await context.close();
  },
  app: async ({ browserContext, gateway, own }, use) => {
    await use(new App(await browserContext.newPage(), gateway.url, own));
  },
});

export { expect };

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect } from 'playwright/test';
import { App } from './app.ts';
import { type Device, openChromium, openFirefox } from './browsers.ts';
import { FaultyProxy } from './faulty-proxy.ts';
import { type Authentication, Server } from './server.ts';

export interface World {
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

/** A real server, a gateway before it, and a real browser with a profile of its own, for every test. */
export const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names that a fixture needs from this pattern.
  directory: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'backhaul-e2e-'));
    await use(directory);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  },
  profile: ({ directory }, use) => use(join(directory, 'profile')),
  authentication: ['signatures', { option: true }],
  serverOptions: [[], { option: true }],
  device: [{}, { option: true }],
  server: async ({ directory, authentication, serverOptions }, use) => {
    const server = await new Server(join(directory, 'data'), authentication, serverOptions).start();
    await use(server);
    await server.kill();
  },
  gateway: async ({ server }, use) => {
    const gateway = await new FaultyProxy(() => server.port).start();
    await use(gateway);
    await gateway.stop();
  },
  browserContext: async ({ profile, device }, use, { project }) => {
    const context = await (project.name === 'firefox' ? openFirefox(profile) : openChromium(profile, [], device));
    await use(context);
    await context.close();
  },
  app: async ({ browserContext, gateway }, use) => {
    await use(new App(await browserContext.newPage(), gateway.url));
  },
});

export { expect };

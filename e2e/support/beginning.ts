import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { App } from './app.ts';
import type { Account, Begun } from './begun.ts';
import { FaultyProxy } from './faulty-proxy.ts';
import { Server } from './server.ts';

interface Place {
  readonly directory: string;
  /** Of the app's address: what a browser keeps belongs to that address. */
  readonly port: number;
  readonly openBrowser: (profile: string) => Promise<BrowserContext>;
}

/** Has the app itself begin with an account, in a browser that is closed then, at a server that is stopped. */
export async function begin(account: Account, { directory, port, openBrowser }: Place): Promise<Begun> {
  await mkdir(directory);
  const [profile, data] = [join(directory, 'profile'), join(directory, 'data')];
  const server = await new Server(data).start();
  const gateway = await new FaultyProxy(() => server.port).start(port);
  const context = await openBrowser(profile);
  try {
    const app = new App(await context.newPage(), gateway.url);
    const phrase = account === 'empty' ? await app.startEmpty() : await app.loadSample();
    return { account, phrase, profile, data };
  } finally {
    await context.close();
    await gateway.stop();
    await server.stop();
  }
}

/** A port that is free, and that no system gives out by itself: it is still free when the next test wants it. */
export async function freePort(): Promise<number> {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return isFree ? port : freePort();
}

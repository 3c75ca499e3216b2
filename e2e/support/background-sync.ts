import type { BrowserContext, CDPSession } from 'playwright/test';

/** One line of the log behind DevTools' Background Sync panel. */
interface SyncEvent {
  readonly origin: string;
  readonly eventName: string;
  readonly instanceId: string;
}

/** Chromium's own log of sync events, watched from a page that is not the app's. */
export class BackgroundSyncLog {
  readonly events: SyncEvent[] = [];

  readonly #tag: string;

  private constructor(tag: string) {
    this.#tag = tag;
  }

  static async watch(context: BrowserContext, tag = 'workbox-background-sync:backhaul'): Promise<BackgroundSyncLog> {
    const log = new BackgroundSyncLog(tag);
    const session = await context.newCDPSession(await context.newPage());
    session.on('BackgroundService.backgroundServiceEventReceived', ({ backgroundServiceEvent }) => {
      log.events.push(backgroundServiceEvent);
    });
    await session.send('BackgroundService.startObserving', { service: 'backgroundSync' });
    await session.send('BackgroundService.setRecording', { service: 'backgroundSync', shouldRecord: true });
    return log;
  }

  /** Names of the events of the queue's tag, in order. */
  get names(): readonly string[] {
    return this.events.filter(({ instanceId }) => instanceId === this.#tag).map(({ eventName }) => eventName);
  }
}

/** Stops every running worker of the browser, as the browser itself does when it needs memory. */
export async function stopWorkers(session: CDPSession): Promise<void> {
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
}

import type { OutboxNames } from '../names.ts';

/** The part of the Background Sync API (WICG) that we use; TypeScript's DOM library does not have it. */
interface SyncManager {
  readonly register: (tag: string) => Promise<void>;
  readonly getTags: () => Promise<readonly string[]>;
}

interface WithSync {
  readonly sync: SyncManager;
}

export function hasSync(registration: ServiceWorkerRegistration): registration is ServiceWorkerRegistration & WithSync {
  return 'sync' in registration;
}

/** Milliseconds. */
const FRESH = 60_000;

/**
 * Registers Workbox's own tag. Where that one is pending already it may be in the browser's backoff, which a new
 * registration does not advance, and share its last attempts: then a fresh one beside it, at most one a minute.
 */
export async function registerTags(sync: SyncManager, names: OutboxNames, now: () => number = Date.now): Promise<void> {
  const isPending = (await sync.getTags()).includes(names.syncTag);
  await sync.register(isPending ? `${names.freshTag}${Math.floor(now() / FRESH)}` : names.syncTag);
}

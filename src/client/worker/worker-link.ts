import { Workbox } from 'workbox-window';
import type { ToWorker } from '../../protocol/index.ts';
import { hasSync } from './sync-manager.ts';

/** `refused` where the browser has no such thing or does not allow it, `not-yet` before a worker is active. */
type Armed = 'armed' | 'refused' | 'not-yet';

/** The page's way to the worker, whether or not it controls this page. */
export interface WorkerLink {
  /** Resolves once it is known whether an earlier visit left a worker. Never rejects. */
  readonly looked: Promise<void>;
  /** Posts to the active worker, waking it; `false` when there is none. */
  readonly post: (message: ToWorker) => boolean;
  /** Whether the browser wakes the worker with every page closed; known once one is active, or none is to be had. Never rejects. */
  readonly canSync: Promise<boolean>;
  /** Registers the tag by which the browser itself wakes the worker. Never rejects. */
  readonly arm: () => Promise<Armed>;
  /** Lets the waiting worker take over; resolves when it has. */
  readonly activateUpdate: () => Promise<void>;
}

export const noWorker: WorkerLink = {
  looked: Promise.resolve(),
  canSync: Promise.resolve(false),
  post: () => false,
  arm: async () => 'refused',
  activateUpdate: async () => undefined,
};

/** Registers the worker at `url` and follows it; `onUpdate` is called when a newer one waits or has taken over. */
export function workerLink(url: string, syncTag: string, onUpdate: () => void): WorkerLink {
  const workbox = new Workbox(url);
  let registration: ServiceWorkerRegistration | undefined;
  let updateWaits = false;
  workbox.addEventListener('waiting', () => {
    updateWaits = true;
    onUpdate();
  });
  workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
    updateWaits = false;
    if (isUpdate || isExternal) onUpdate();
  });
  const registering = workbox.register().catch(() => undefined);
  const looked = earlierRegistration(url).then((found) => {
    registration = found;
  });
  const active = looked.then(async () => {
    registration ??= await activeOf(await registering);
    return registration;
  });
  return {
    looked,
    canSync: active.then((found) => found !== undefined && hasSync(found)),
    post: (message) => {
      registration?.active?.postMessage(message);
      return registration?.active != null;
    },
    arm: async () => (registration === undefined ? 'not-yet' : await arm(registration, syncTag)),
    activateUpdate: () => {
      if (!updateWaits) return Promise.resolve();
      const tookOver = waitingWorkerActivates(registration);
      workbox.messageSkipWaiting();
      return tookOver;
    },
  };
}

/** A worker from an earlier visit serves at once; the registration that looks for a newer one goes on beside it. */
async function earlierRegistration(url: string): Promise<ServiceWorkerRegistration | undefined> {
  const earlier = await navigator.serviceWorker.getRegistration(url).catch(() => undefined);
  return earlier?.active ? earlier : undefined;
}

async function activeOf(
  registration: ServiceWorkerRegistration | undefined,
): Promise<ServiceWorkerRegistration | undefined> {
  return registration !== undefined && (await isActive(registration)) ? registration : undefined;
}

function isActive(registration: ServiceWorkerRegistration): Promise<boolean> {
  if (registration.active) return Promise.resolve(true);
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return Promise.resolve(false);
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activating' || worker.state === 'activated') resolve(true);
      if (worker.state === 'redundant') resolve(false);
    });
  });
}

/** Workbox's own events do not tell of a worker that was waiting already when this page was loaded. */
function waitingWorkerActivates(registration: ServiceWorkerRegistration | undefined): Promise<void> {
  const waiting = registration?.waiting;
  if (!waiting) return Promise.resolve();
  return new Promise((resolve) => {
    waiting.addEventListener('statechange', () => {
      if (waiting.state === 'activated' || waiting.state === 'redundant') resolve();
    });
  });
}

async function arm(registration: ServiceWorkerRegistration, tag: string): Promise<Armed> {
  if (!hasSync(registration)) return 'refused';
  try {
    await registration.sync.register(tag);
    return 'armed';
  } catch {
    return 'refused'; // Denied by the person or by policy: the page's own nudges do it then.
  }
}

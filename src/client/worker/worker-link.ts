import { hasSync, loaded, type OutboxNames, registerTags } from '../../outbox/index.ts';

/** `refused` where the browser has no such thing or does not allow it, `not-yet` before a worker is active. */
type Armed = 'armed' | 'refused' | 'not-yet';

/** The page's way to the worker, whether or not it controls this page. */
export interface WorkerLink {
  /** The active worker, once it is known whether an earlier visit left one. Never rejects. */
  readonly active: () => Promise<ServiceWorker | undefined>;
  /** Whether the browser wakes the worker with every page closed; known once one is active, or none is to be had. Never rejects. */
  readonly canSync: Promise<boolean>;
  /** What became of a message: a worker that does not answer delivers nothing. */
  readonly heard: (isHeard: boolean) => void;
  /** Registers the tags by which the browser itself wakes the worker. Never rejects. */
  readonly arm: () => Promise<Armed>;
  /** Lets the waiting worker take over; resolves when it has. */
  readonly activateUpdate: () => Promise<void>;
  /** Removes the registration, and with it its sync tags. */
  readonly unregister: () => Promise<void>;
}

export const noWorker: WorkerLink = {
  active: async () => undefined,
  heard: () => undefined,
  canSync: Promise.resolve(false),
  arm: async () => 'refused',
  activateUpdate: async () => undefined,
  unregister: async () => undefined,
};

/** Registers the worker at `url` and follows it; `onUpdate` is called when a newer one waits or has taken over. */
export function workerLink(url: string, names: OutboxNames, onUpdate: () => void): WorkerLink {
  let registration: ServiceWorkerRegistration | undefined;
  let isDeaf = false;
  const register = loaded(async () => (await import('./register-worker.ts')).registerWorker(url, onUpdate));
  const registering = register().catch(() => undefined); // Offline before anything was cached, there is nothing to register.
  const looked = earlierRegistration(url).then((found) => {
    registration = found;
  });
  const active = looked.then(async () => {
    registration ??= await activeOf((await registering)?.registration);
    return registration;
  });
  return {
    active: async () => {
      await looked;
      return registration?.active ?? undefined;
    },
    canSync: active.then((found) => found !== undefined && hasSync(found)),
    heard: (isHeard) => {
      isDeaf = !isHeard;
    },
    arm: async () => {
      if (registration === undefined) return 'not-yet';
      const armed = await arm(registration, names);
      return isDeaf ? 'refused' : armed;
    },
    activateUpdate: async () => (await register()).activateUpdate(),
    unregister: async () => {
      const found = (await registering)?.registration ?? registration;
      await found?.unregister();
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

async function arm(registration: ServiceWorkerRegistration, names: OutboxNames): Promise<Armed> {
  if (!hasSync(registration)) return 'refused';
  try {
    await registerTags(registration.sync, names);
    return 'armed';
  } catch {
    return 'refused'; // Denied by the person or by policy: the page's own nudges do it then.
  }
}

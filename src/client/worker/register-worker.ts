import { Workbox } from 'workbox-window';

/** What came of registering the worker, and the way to let a waiting one take over. */
export interface Registered {
  /** Nothing where it could not be registered. */
  readonly registration: ServiceWorkerRegistration | undefined;
  /** Resolves when the waiting worker has taken over, at once when none waits. */
  readonly activateUpdate: () => Promise<void>;
}

/** Registers the worker at `url` and follows it; `onUpdate` is called when a newer one waits or has taken over. */
export async function registerWorker(url: string, onUpdate: () => void): Promise<Registered> {
  const workbox = new Workbox(url);
  let updateWaits = false;
  workbox.addEventListener('waiting', () => {
    updateWaits = true;
    onUpdate();
  });
  workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
    updateWaits = false;
    if (isUpdate || isExternal) onUpdate();
  });
  const registration = await workbox.register({ immediate: document.readyState !== 'loading' }).catch(() => undefined);
  return {
    registration,
    activateUpdate: () => {
      if (!updateWaits) return Promise.resolve();
      const tookOver = waitingWorkerActivates(registration);
      workbox.messageSkipWaiting();
      return tookOver;
    },
  };
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

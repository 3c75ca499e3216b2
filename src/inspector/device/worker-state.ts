/** The service worker of this page. */
export interface WorkerState {
  readonly kind: 'none' | 'installing' | 'waiting' | 'active';
  readonly controlsPage: boolean;
  readonly updateWaits: boolean;
  /** The revision of the app's first page that the active worker serves, as Workbox's precache names it. */
  readonly revision?: string;
}

const NONE: WorkerState = { kind: 'none', controlsPage: false, updateWaits: false };

export async function readWorker(): Promise<WorkerState> {
  if (!('serviceWorker' in navigator)) return NONE;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration === undefined) return NONE;
    const revision = await readRevision(registration.scope);
    return {
      kind: kindOf(registration),
      controlsPage: navigator.serviceWorker.controller !== null,
      updateWaits: registration.active !== null && registration.waiting !== null,
      ...(revision === undefined ? {} : { revision }),
    };
  } catch {
    return NONE; // Blocked storage blocks workers too.
  }
}

function kindOf({ active, waiting }: ServiceWorkerRegistration): WorkerState['kind'] {
  if (active !== null) return 'active';
  return waiting !== null ? 'waiting' : 'installing';
}

async function readRevision(scope: string): Promise<string | undefined> {
  const names = await caches.keys();
  const name = names.find((each) => each.includes('precache') && each.endsWith(scope));
  if (name === undefined) return undefined;
  const requests = await (await caches.open(name)).keys();
  return revisionOf(requests.map(({ url }) => url));
}

/** The oldest is the active worker's: one that waits has added its own, and removes the others when it takes over. */
export function revisionOf(precached: readonly string[]): string | undefined {
  const pages = precached.map((url) => new URL(url)).filter(({ pathname }) => /(\/|\.html)$/.test(pathname));
  const first = pages.find(({ pathname }) => pathname.endsWith('/index.html')) ?? pages[0];
  return first?.searchParams.get('__WB_REVISION__') ?? undefined;
}

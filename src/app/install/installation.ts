import { createContext, useContext, useSyncExternalStore } from 'react';

/** What the browser has said of installing this app. */
export interface Installation {
  readonly canPrompt: () => boolean;
  readonly isInstalled: () => boolean;
  /** Has the browser ask the person; gives whether they agreed. It asks once. */
  readonly prompt: () => Promise<boolean>;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Chromium's event, of which TypeScript knows nothing. */
interface InstallEvent extends Event {
  readonly prompt: () => Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Listens from now on: the browser says it once, and early. */
export function watchInstallation(): Installation {
  const listeners = new Set<() => void>();
  let asking: InstallEvent | undefined;
  let isInstalled = matchMedia('(display-mode: standalone)').matches || isOnHomeScreen();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  window.addEventListener('beforeinstallprompt', (event) => {
    if (!isInstallEvent(event)) return;
    event.preventDefault(); // Not now: the app asks at a better moment.
    asking = event;
    tell();
  });
  window.addEventListener('appinstalled', () => {
    isInstalled = true;
    tell();
  });
  return {
    canPrompt: () => asking !== undefined,
    isInstalled: () => isInstalled,
    prompt: async () => {
      const answer = await asking?.prompt();
      asking = undefined;
      tell();
      return answer?.outcome === 'accepted';
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const InstallationContext = createContext<Installation | undefined>(undefined);

/** @throws Error outside an `InstallationContext` */
export function useInstallation(): Installation {
  const installation = useContext(InstallationContext);
  if (installation === undefined) throw new Error('There is no <InstallationContext> above this component.');
  useSyncExternalStore(installation.subscribe, installation.canPrompt);
  useSyncExternalStore(installation.subscribe, installation.isInstalled);
  return installation;
}

function isInstallEvent(event: Event): event is InstallEvent {
  return 'prompt' in event && typeof event.prompt === 'function';
}

/** Safari on iOS says so in a way of its own. */
function isOnHomeScreen(): boolean {
  return 'standalone' in navigator && navigator.standalone === true;
}

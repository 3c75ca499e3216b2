/** The part of the Background Sync API (WICG) that we use; TypeScript's DOM library does not have it. */
interface WithSync {
  readonly sync: { readonly register: (tag: string) => Promise<void> };
}

export function hasSync(registration: ServiceWorkerRegistration): registration is ServiceWorkerRegistration & WithSync {
  return 'sync' in registration;
}

declare const self: ServiceWorkerGlobalScope;

/** Whoever follows a notice comes to what it tells of, in a window that is open already where there is one. */
export function openNotices(): void {
  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(show(pathOf(event.notification.data)));
  });
}

async function show(path: string): Promise<void> {
  const [window] = await self.clients.matchAll({ type: 'window' });
  if (window === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  await window.focus();
  window.postMessage({ type: 'show', path });
}

/** A notice of another version may carry anything: it opens the app. */
function pathOf(data: unknown): string {
  const isOurs = typeof data === 'object' && data !== null && 'path' in data;
  return isOurs && typeof data.path === 'string' && data.path.startsWith('/') && !data.path.startsWith('//')
    ? data.path
    : '/';
}

import type { Notice } from './notice.ts';

/** Shows it by the worker, where the browser has been allowed to. Never rejects. */
export async function showNotice({ title, body, tag, path }: Notice): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { body, tag, icon: '/icons/any-192.png', data: { path } });
  } catch (error) {
    console.warn(error); // Allowed a moment ago, or the browser lets nobody near its workers.
  }
}

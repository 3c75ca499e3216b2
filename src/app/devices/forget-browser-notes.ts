/** All that the app remembers in this browser has such a name. */
const OURS = 'backhaul-';

/** Forgets what the app has left in this browser beside the account: its theme, the last space, the figure at its icon. */
export function forgetBrowserNotes(): void {
  document.documentElement.removeAttribute('data-theme');
  if ('clearAppBadge' in navigator) navigator.clearAppBadge().catch(() => undefined);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(OURS)) localStorage.removeItem(key);
  } catch {
    // Then nothing was remembered.
  }
}

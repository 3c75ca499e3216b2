/** All that the app remembers in this browser has such a name. */
const OURS = 'backhaul-';

/** Forgets what the app has remembered beside the account: its theme, the last space, what was explained. */
export function forgetBrowserNotes(): void {
  document.documentElement.removeAttribute('data-theme');
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(OURS)) localStorage.removeItem(key);
  } catch {
    // Then nothing was remembered.
  }
}

const FOREVER = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=300, must-revalidate';

/** How long a file may be shown without asking. What decides which version of the app runs is asked for every time. */
export function cachingOf(path: string): string {
  if (path === '/sw.js') return 'no-cache, no-store, must-revalidate';
  if (path.startsWith('/assets/')) return FOREVER;
  return /\.(?:html|webmanifest)$|^\/manifest\.json$/.test(path) ? 'no-cache' : SHORT;
}

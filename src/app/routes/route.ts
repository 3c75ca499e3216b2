import { type SettingsTab, settingsTabs } from '../screens/settings/settings-dialog-context.ts';

/** What an address shows. */
export type Place =
  /** Where the person was last. */
  | { readonly kind: 'home' }
  | { readonly kind: 'space'; readonly id: string }
  /** Where the person was last, about to write a message. */
  | { readonly kind: 'compose' }
  | { readonly kind: 'unknown' };

/** What an address shows, and the tab of the settings that lie over it. */
export interface Route {
  readonly place: Place;
  readonly settings: SettingsTab | undefined;
}

const unknown: Route = { place: { kind: 'unknown' }, settings: undefined };

export function parseRoute(pathname: string): Route {
  const [first, second, ...rest] = pathname.replace(/^\/|\/$/g, '').split('/');
  switch (first) {
    case '':
      return { place: { kind: 'home' }, settings: undefined };
    case 'compose':
      return second === undefined ? { place: { kind: 'compose' }, settings: undefined } : unknown;
    case 'settings':
      return over({ kind: 'home' }, ['settings', ...(second === undefined ? [] : [second]), ...rest]);
    case 'spaces': {
      const id = decoded(second);
      return id === undefined ? unknown : over({ kind: 'space', id }, rest);
    }
    default:
      return unknown;
  }
}

/** An address that `parseRoute` reads as this route. */
export function pathOf({ place, settings }: Route): string {
  const base = basePath(place);
  return settings === undefined ? base || '/' : `${base}/settings/${settings}`;
}

/** `rest` is what stands behind the address of a place. */
function over(place: Place, [first, tab, ...rest]: readonly string[]): Route {
  if (first === undefined) return { place, settings: undefined };
  const settings = settingsTabs.find((name) => name === (tab ?? 'profile'));
  return first === 'settings' && settings !== undefined && rest.length === 0 ? { place, settings } : unknown;
}

function basePath(place: Place): string {
  switch (place.kind) {
    case 'space':
      return `/spaces/${encodeURIComponent(place.id)}`;
    case 'home':
    case 'compose':
    case 'unknown':
      return '';
  }
}

function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined || segment === '') return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

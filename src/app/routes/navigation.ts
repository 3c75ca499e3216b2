import { useDeferredValue, useMemo } from 'react';
import { navigate, usePathname } from 'wouter/use-browser-location';
import type { SettingsTab } from '../screens/settings/settings-dialog-context.ts';
import { parseRoute, pathOf, type Route } from './route.ts';

/** In the history's state: Back leads to what lies under the settings. */
const OVER = 'over';

/** What the address shows; a screen is rendered without holding up the frame after the click. */
export function useRoute(): Route {
  const path = useDeferredValue(usePathname());
  return useMemo(() => parseRoute(path), [path]);
}

export function goToSpace(id: string): void {
  navigate(pathOf({ place: { kind: 'space', id }, settings: undefined }));
}

export function goToPath(path: string): void {
  navigate(path);
}

export function goHome(): void {
  navigate('/');
}

/** The same from an address that is of no use any more: Back does not come by it again. */
export function arriveHome(): void {
  navigate('/', { replace: true });
}

/** Shows what there is instead of a space that has gone, under whatever lies over it. */
export function leaveSpace(id: string): void {
  const { place, settings } = parseRoute(location.pathname);
  if (place.kind !== 'space' || place.id !== id) return;
  navigate(pathOf({ place: { kind: 'home' }, settings }), { replace: true, state: history.state });
}

/** Lays the settings over what is shown, so that Back takes them away; a tab is no step of its own. */
export function goToSettings(settings: SettingsTab): void {
  const route = parseRoute(location.pathname);
  const to = pathOf({ ...route, settings });
  if (route.settings === undefined) navigate(to, { state: OVER });
  else navigate(to, { replace: true, state: history.state });
}

/** Shows what the settings lie over. */
export function leaveSettings(): void {
  const route = parseRoute(location.pathname);
  if (route.settings === undefined) return;
  if (history.state === OVER) {
    navigate(location.pathname, { replace: true }); // Going back takes a moment: who leaves twice goes back once.
    history.back();
  } else {
    navigate(pathOf({ ...route, settings: undefined }), { replace: true });
  }
}

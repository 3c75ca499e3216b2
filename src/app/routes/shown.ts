import type { Place } from './route.ts';

/** What the screen shows at an address, with the spaces that this device has. */
export type Shown<Space> =
  | { readonly kind: 'space'; readonly space: Space }
  | { readonly kind: 'no-spaces' }
  /** It was left, or this device has not read it. */
  | { readonly kind: 'unknown-space' }
  | { readonly kind: 'unknown-address' };

/** `last` is the id of the space that was open last. */
export function shownAt<Space extends { readonly id: string }>(
  place: Place,
  spaces: readonly Space[],
  last: string | undefined,
): Shown<Space> {
  switch (place.kind) {
    case 'unknown':
      return { kind: 'unknown-address' };
    case 'space': {
      const space = spaces.find(({ id }) => id === place.id);
      return space === undefined ? { kind: 'unknown-space' } : { kind: 'space', space };
    }
    case 'home':
    case 'compose': {
      const space = spaces.find(({ id }) => id === last) ?? spaces.at(0);
      return space === undefined ? { kind: 'no-spaces' } : { kind: 'space', space };
    }
  }
}

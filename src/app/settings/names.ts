export const PROFILE = 'profile';
export const PREFERENCES = 'preferences';
/**
 * One entry a space, keyed like the space's own collection: what lists show of it without opening it. One more where
 * somebody has moved it, so that a move and new figures never stand in each other's way.
 */
export const NAVIGATION = 'navigation';
export const BOOKMARKS = 'bookmarks';
/** One entry a device: what it calls itself. */
export const DEVICES = 'devices';

/** In a space's collection: the id of the key that is current, and the encryption state. */
export const CURRENT_KEY = 'current-key';
export const STATE = 'state';

const SPACE = 'space:';
const KEY = 'key:';
const ORDER = 'order:';

export function spaceCollection(spaceId: string): string {
  return SPACE + spaceId;
}

/** The space that a collection, or an entry of the navigation, belongs to. */
export function spaceOf(name: string): string | undefined {
  return name.startsWith(SPACE) ? name.slice(SPACE.length) : undefined;
}

/** Where a space keeps one of its keys. */
export function keyEntry(keyId: string): string {
  return KEY + keyId;
}

export function isKeyEntry(key: string): boolean {
  return key.startsWith(KEY);
}

/** In the navigation: where a space stands among the others. */
export function orderEntry(spaceId: string): string {
  return ORDER + spaceId;
}

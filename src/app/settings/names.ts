/** The entries of one collection travel together: `profile`, `preferences`, `space:<id>`. */
export function collectionOf(entryId: string): string {
  return entryId.slice(0, entryId.indexOf('/'));
}

export const PROFILE = 'profile';
export const PREFERENCES = 'preferences';

export function spaceCollection(spaceId: string): string {
  return `space:${spaceId}`;
}

/** The space that a collection belongs to, if it belongs to one. */
export function spaceOf(collection: string): string | undefined {
  return collection.startsWith('space:') ? collection.slice('space:'.length) : undefined;
}

import type { EntryKind } from './journal.ts';

/**
 * Key material is no preference: `key:<keyId>` of a space is written once, and a space's encryption `state` is kept when
 * another device's takes its place. Everything else is a register.
 */
export function usualKind(collection: string, key: string): EntryKind {
  if (!collection.startsWith('space:')) return 'register';
  if (key.startsWith('key:')) return 'immutable';
  return key === 'state' || key.startsWith('state:') ? 'keeps-losers' : 'register';
}

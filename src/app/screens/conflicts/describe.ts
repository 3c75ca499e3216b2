import type { Loser, Value } from 'backhaul/journal';
import { BOOKMARKS, isKeyEntry, PREFERENCES, PROFILE, STATE, spaceOf } from '../../settings/names.ts';
import { parsePreferences } from '../../settings/profile.ts';
import { isNoticesEntry, noticedSpace, parseMuted } from '../../settings/space-notices.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { preferencesWords } from '../settings/words.ts';
import { fieldNames, subjectWords, valueWords } from './words.ts';

type Entry = Pick<Loser, 'collection' | 'key'>;

/** A value as a person can compare it with another. */
export type Shown =
  | { readonly kind: 'text'; readonly text: string }
  /** A value that says nothing to a person, or none of theirs: what it stands for. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'picture'; readonly url: string };

/** What two devices have changed, to begin a sentence with. */
export function conflictSubject({ collection, key }: Entry, spaces: readonly SpaceSummary[]): string {
  const field = fieldNames[collection]?.[key];
  if (field !== undefined) return field;
  if (collection === BOOKMARKS) return subjectWords.bookmark;
  if (collection === PREFERENCES && isNoticesEntry(key)) return subjectWords.notices(nameOf(noticedSpace(key), spaces));
  const id = spaceOf(collection);
  if (id === undefined) return subjectWords.setting;
  const name = nameOf(id, spaces);
  return partOfSpace(key, name);
}

/** One of the two values; `otherwise` is said of what cannot be shown. */
export function shownValue(entry: Entry, value: Value | undefined, otherwise: string): Shown {
  if (value === undefined) return note(valueWords.deleted);
  switch (entry.collection) {
    case PROFILE:
      return entry.key === 'avatar' ? picture(value) : textOf(value, otherwise);
    case PREFERENCES:
      return preference(entry.key, value, otherwise);
    default:
      return note(otherwise);
  }
}

function nameOf(id: string, spaces: readonly SpaceSummary[]): string {
  return spaces.find((space) => space.id === id)?.name ?? subjectWords.unknownSpace;
}

function partOfSpace(key: string, name: string): string {
  if (key === STATE) return subjectWords.state(name);
  return isKeyEntry(key) ? subjectWords.key(name) : subjectWords.ofSpace(name);
}

function preference(key: string, value: Value, otherwise: string): Shown {
  if (isNoticesEntry(key))
    return text(parseMuted(new Map([[key, value]])).size > 0 ? valueWords.muted : valueWords.notMuted);
  const preferences = parsePreferences(new Map([[key, value]]));
  switch (key) {
    case 'theme':
      return text(preferencesWords.themes[preferences.theme]);
    case 'language':
      return text(preferencesWords.languages[preferences.language]);
    case 'notifications':
      return text(preferences.notifications ? valueWords.on : valueWords.off);
    default:
      return note(otherwise);
  }
}

function picture(value: Value): Shown {
  return typeof value === 'string' ? { kind: 'picture', url: value } : note(valueWords.noPicture);
}

function textOf(value: Value, otherwise: string): Shown {
  if (typeof value !== 'string') return note(otherwise);
  return value === '' ? note(valueWords.empty) : text(value);
}

function text(words: string): Shown {
  return { kind: 'text', text: words };
}

function note(words: string): Shown {
  return { kind: 'note', text: words };
}

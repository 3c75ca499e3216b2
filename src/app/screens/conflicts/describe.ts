import type { Loser, Value } from 'backhaul/journal';
import {
  BOOKMARKS,
  CURRENT_KEY,
  isKeyEntry,
  NAVIGATION,
  PREFERENCES,
  PROFILE,
  STATE,
  spaceOf,
} from '../../settings/names.ts';
import { parsePreferences } from '../../settings/profile.ts';
import { parseSpaces, type SpaceSummary } from '../../settings/space-summary.ts';
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
  const id = spaceOf(collection === NAVIGATION ? key : collection);
  if (id === undefined) return subjectWords.setting;
  const name = spaces.find((space) => space.id === id)?.name ?? subjectWords.unknownSpace;
  return collection === NAVIGATION ? subjectWords.inList(name) : partOfSpace(key, name);
}

/** One of the two values; `otherwise` is said of what cannot be shown. */
export function shownValue(entry: Entry, value: Value | undefined, otherwise: string): Shown {
  if (value === undefined) return note(valueWords.deleted);
  switch (entry.collection) {
    case PROFILE:
      return entry.key === 'avatar' ? picture(value) : textOf(value, otherwise);
    case PREFERENCES:
      return preference(entry.key, value, otherwise);
    case NAVIGATION:
      return placeInList(entry.key, value, otherwise);
    default:
      return note(otherwise);
  }
}

function partOfSpace(key: string, name: string): string {
  if (key === STATE) return subjectWords.state(name);
  if (key === CURRENT_KEY) return subjectWords.currentKey(name);
  return isKeyEntry(key) ? subjectWords.key(name) : subjectWords.ofSpace(name);
}

function preference(key: string, value: Value, otherwise: string): Shown {
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

function placeInList(key: string, value: Value, otherwise: string): Shown {
  const [space] = parseSpaces(new Map([[key, value]]));
  return space === undefined ? note(otherwise) : text(valueWords.place(space.name, space.order + 1));
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

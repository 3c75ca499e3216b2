import { sampleAvatar } from './avatar.ts';
import { hex, integer, seeded } from './random.ts';
import { createdSpace, joinedSpace, type SampleSpace } from './sample-space.ts';
import { SPACE_NAMES } from './space-names.ts';

export type { SampleSpace } from './sample-space.ts';

/** An account of 50 spaces, about 6.4 MB of JSON, of the sizes measured in the chat app that Backhaul was made for. */
export interface SampleAccount {
  readonly profile: { readonly displayName: string; readonly bio: string; readonly avatar: string };
  readonly preferences: {
    readonly theme: 'system';
    readonly notifications: boolean;
    readonly language: 'en';
    readonly mutedSpaces: readonly MutedSpace[];
  };
  readonly bookmarks: Readonly<Record<string, Bookmark>>;
  /** Made one by one when asked for: two of them are large. */
  readonly spaces: readonly (() => SampleSpace)[];
}

type MutedSpace = { readonly space: string; readonly mentions: boolean; readonly sound: boolean };
type Bookmark = { readonly space: string; readonly title: string };

const CREATED = 2;
const BOOKMARKS = 8;

/** The same account, byte for byte, for the same seed. */
export function sampleAccount(seed = 1): SampleAccount {
  return {
    profile: {
      displayName: 'Robin Vale',
      bio: 'Maps, tides and night trains. Writes slowly, answers every letter.',
      avatar: sampleAvatar(seed),
    },
    preferences: { theme: 'system', notifications: true, language: 'en', mutedSpaces: mutedSpaces(seed) },
    bookmarks: bookmarks(seed),
    spaces: SPACE_NAMES.map((name, place) => () => {
      const spaceSeed = seed * 1_000 + place;
      const id = spaceId(seed, place);
      return place < CREATED ? createdSpace(id, name, spaceSeed) : joinedSpace(id, name, spaceSeed);
    }),
  };
}

/** Per-space notification settings: most of the 6.5 KB that profile and preferences have there. */
function mutedSpaces(seed: number): readonly MutedSpace[] {
  return SPACE_NAMES.map((_name, place) => ({
    space: spaceId(seed, place),
    mentions: place % 3 === 0,
    sound: place % 5 !== 0,
  }));
}

function bookmarks(seed: number): Readonly<Record<string, Bookmark>> {
  const random = seeded(seed + 1);
  const made = Array.from({ length: BOOKMARKS }, () => {
    const place = integer(random, 0, SPACE_NAMES.length - 1);
    return [hex(random, 8), { space: spaceId(seed, place), title: `Pinned in ${SPACE_NAMES[place]}` }] as const;
  });
  return Object.fromEntries(made);
}

function spaceId(seed: number, place: number): string {
  return hex(seeded(seed * 1_000 + place), 23);
}

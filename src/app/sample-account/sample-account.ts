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
    readonly [notices: `notices:${string}`]: Notices;
  };
  readonly bookmarks: Readonly<Record<string, Bookmark>>;
  /** Made one by one when asked for: two of them are large. */
  readonly spaces: readonly (() => SampleSpace)[];
}

type Notices = {
  readonly isMuted: boolean;
  readonly mentions: boolean;
  readonly sound: string;
  readonly since: number;
};
type Bookmark = { readonly space: string; readonly title: string };

const CREATED = 2;
const BOOKMARKS = 8;

/** Names the space at this place of the list: 22 URL-safe characters. */
export type SpaceIdOf = (place: number) => string;

/** The same account, byte for byte, for the same seed; and for the same ids of spaces, which are the seed's unless told. */
export function sampleAccount(seed = 1, spaceIdOf: SpaceIdOf = seededIds(seed)): SampleAccount {
  return {
    profile: {
      displayName: 'Robin Vale',
      bio: 'Maps, tides and night trains. Writes slowly, answers every letter.',
      avatar: sampleAvatar(seed),
    },
    preferences: { theme: 'system', notifications: true, language: 'en', ...notices(spaceIdOf) },
    bookmarks: bookmarks(seed, spaceIdOf),
    spaces: SPACE_NAMES.map((name, place) => () => {
      const spaceSeed = seed * 1_000 + place;
      const id = spaceIdOf(place);
      return place < CREATED ? createdSpace(id, name, spaceSeed) : joinedSpace(id, name, spaceSeed);
    }),
  };
}

/** Per-space notification settings: most of the 6.5 KB that profile and preferences have there. */
function notices(spaceIdOf: SpaceIdOf): Readonly<Record<`notices:${string}`, Notices>> {
  return Object.fromEntries(
    SPACE_NAMES.map((_name, place) => [
      `notices:${spaceIdOf(place)}`,
      { isMuted: place % 7 === 6, mentions: place % 3 === 0, sound: 'default', since: 1_700_000_000_000 + place },
    ]),
  );
}

function bookmarks(seed: number, spaceIdOf: SpaceIdOf): Readonly<Record<string, Bookmark>> {
  const random = seeded(seed + 1);
  const made = Array.from({ length: BOOKMARKS }, () => {
    const place = integer(random, 0, SPACE_NAMES.length - 1);
    return [hex(random, 8), { space: spaceIdOf(place), title: `Pinned in ${SPACE_NAMES[place]}` }] as const;
  });
  return Object.fromEntries(made);
}

function seededIds(seed: number): SpaceIdOf {
  return (place) => hex(seeded(seed * 1_000 + place), 11);
}

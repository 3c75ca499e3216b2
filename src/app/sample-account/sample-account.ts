import { sampleAvatar } from './avatar.ts';
import { hex, seeded } from './random.ts';
import { createdSpace, joinedSpace, type SampleSpace } from './sample-space.ts';
import { SPACE_NAMES } from './space-names.ts';

export type { SampleSpace } from './sample-space.ts';

/** An account of 50 spaces, about 6.4 MB of JSON, of the sizes measured in the chat app that Backhaul was made for. */
export interface SampleAccount {
  readonly profile: { readonly displayName: string; readonly bio: string; readonly avatar: string };
  readonly preferences: Readonly<Record<string, unknown>>;
  /** Made one by one when asked for: two of them are large. */
  readonly spaces: readonly (() => SampleSpace)[];
}

const CREATED = 2;

/** The same account, byte for byte, for the same seed. */
export function sampleAccount(seed = 1): SampleAccount {
  return {
    profile: {
      displayName: 'Robin Vale',
      bio: 'Maps, tides and night trains. Writes slowly, answers every letter.',
      avatar: sampleAvatar(seed),
    },
    preferences: { theme: 'system', notifications: true, language: 'en', mutedSpaces: mutedSpaces(seed) },
    spaces: SPACE_NAMES.map((name, place) => () => {
      const spaceSeed = seed * 1_000 + place;
      const id = hex(seeded(spaceSeed), 23);
      return place < CREATED ? createdSpace(id, name, spaceSeed) : joinedSpace(id, name, spaceSeed);
    }),
  };
}

/** Per-space notification settings: most of the 6.5 KB that profile and preferences have there. */
function mutedSpaces(seed: number): readonly unknown[] {
  return SPACE_NAMES.map((_name, place) => ({
    space: hex(seeded(seed * 1_000 + place), 23),
    mentions: place % 3 === 0,
    sound: place % 5 !== 0,
  }));
}

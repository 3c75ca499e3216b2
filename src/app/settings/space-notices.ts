import type { Change, Value } from 'backhaul/journal';
import type { SpaceId } from 'backhaul/protocol';
import * as v from 'valibot';
import { PREFERENCES } from './names.ts';
import { asSpaceId } from './space-id.ts';

const NOTICES = 'notices:';

/** What a person is told of one space: an entry of its own, so that two devices can mute two spaces. */
const noticesSchema = v.object({ isMuted: v.boolean() });

/** The spaces of which a person wants to hear nothing. */
export function parseMuted(preferences: ReadonlyMap<string, Value>): ReadonlySet<SpaceId> {
  return new Set([...preferences].flatMap(([key, value]) => mutedBy(key, value)));
}

export function isNoticesEntry(key: string): boolean {
  return key.startsWith(NOTICES);
}

export function noticedSpace(key: string): string {
  return key.slice(NOTICES.length);
}

export function muteChange(space: SpaceId, isMuted: boolean): Change {
  return { collection: PREFERENCES, key: noticesEntry(space), value: { isMuted } };
}

function noticesEntry(space: string): string {
  return NOTICES + space;
}

function mutedBy(key: string, value: Value): readonly SpaceId[] {
  const space = isNoticesEntry(key) ? asSpaceId(noticedSpace(key)) : undefined;
  const notices = v.safeParse(noticesSchema, value);
  return space !== undefined && notices.success && notices.output.isMuted ? [space] : [];
}

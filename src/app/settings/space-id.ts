import { toBase64url } from 'backhaul/account';
import { type SpaceId, spaceIdSchema } from 'backhaul/protocol';
import * as v from 'valibot';

const BYTES = 16;

/** A name that nobody else has chosen. */
export function newSpaceId(): SpaceId {
  return v.parse(spaceIdSchema, toBase64url(crypto.getRandomValues(new Uint8Array(BYTES))));
}

/** `undefined` for what no server could have: a space that an older version of the app has made. */
export function asSpaceId(id: string): SpaceId | undefined {
  const parsed = v.safeParse(spaceIdSchema, id);
  return parsed.success ? parsed.output : undefined;
}

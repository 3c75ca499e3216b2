import * as v from 'valibot';
import { type SpaceId, spaceIdSchema } from '../../protocol/index.ts';
import type { ServerEvent } from './events.ts';

/** What the server tells of the spaces of an account while a page listens. */
export type SpaceNews =
  /** Something has changed in it, of its messages or members; `cursor` is the number of the newest change. */
  | { readonly kind: 'space'; readonly space: SpaceId; readonly cursor: number }
  /** The account may be a member of others now, or as something else; told at the beginning of every connection, too. */
  | { readonly kind: 'spaces' };

const spaceSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ space: spaceIdSchema, cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
);

/** `undefined` for an event that tells of something else, or cannot be read. */
export function spaceNewsOf({ name, data }: ServerEvent): SpaceNews | undefined {
  if (name === 'spaces') return { kind: 'spaces' };
  if (name !== 'space') return undefined;
  const parsed = v.safeParse(spaceSchema, data);
  return parsed.success ? { kind: 'space', ...parsed.output } : undefined;
}

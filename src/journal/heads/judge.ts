import type { Point } from '../../account/index.ts';
import { type Clock, compareClocks } from '../../protocol/index.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import type { Head } from './head.ts';
import type { DoubtReason, HistoryState } from './history-state.ts';

/** What a pairing code says of the server. */
export type Expected = NonNullable<HistoryState['expected']>;

/** What is known when all pages have been read. */
export interface Facts {
  /** The server's newest change. */
  readonly cursor: number;
  /** The digest there, where it is exact and can be compared. */
  readonly digest: Uint8Array<ArrayBuffer> | undefined;
  readonly points: readonly Point[];
  /** Of the account's other devices, in this history. */
  readonly heads: readonly Head[];
  readonly expected: Expected | undefined;
  /** The clock of the head that the server has of the device that made the pairing code. */
  readonly pairingHead: Clock | undefined;
}

/** Why this cannot be what all of the account's devices have seen; nothing when it can. */
export function doubtIn(facts: Facts): DoubtReason | undefined {
  return doubtOfPoints(facts) ?? doubtOfHeads(facts) ?? (facts.expected && doubtOfCode(facts, facts.expected));
}

/** The same moment, told twice. */
function doubtOfPoints({ cursor, digest, points }: Facts): DoubtReason | undefined {
  return differs(points, { sequence: cursor, digest }) ? 'forked' : undefined;
}

function doubtOfHeads({ cursor, points, heads }: Facts): DoubtReason | undefined {
  if (heads.some(({ sequence }) => sequence > cursor)) return 'hides-changes';
  return heads.some((head) => differs(points, head)) ? 'forked' : undefined;
}

function doubtOfCode({ cursor, digest, pairingHead }: Facts, expected: Expected): DoubtReason | undefined {
  if (cursor < expected.sequence) return 'hides-changes';
  if (differs([expected], { sequence: cursor, digest })) return 'forked';
  if (expected.clock === null) return undefined;
  if (pairingHead === undefined) return 'head-missing';
  return compareClocks(pairingHead, expected.clock) < 0 ? 'head-older' : undefined;
}

function differs(
  points: readonly Point[],
  { sequence, digest }: { readonly sequence: number; readonly digest: Uint8Array | undefined },
): boolean {
  return (
    digest !== undefined && points.some((point) => point.sequence === sequence && !sameBytes(point.digest, digest))
  );
}

/**
 * Whether a pairing code's word was kept. A cursor beyond it says nothing, since the server can number as it likes: it stood where
 * the code was made and had the same, or a device that had seen as much has found what this one has.
 */
export function isConfirmed({ cursor, digest, points, heads, expected }: Facts): boolean {
  if (expected === undefined) return false;
  if (cursor === expected.sequence) return digest !== undefined;
  return heads.some((head) => head.sequence >= expected.sequence && points.some((point) => isSame(point, head)));
}

function isSame(one: Point, other: Point): boolean {
  return one.sequence === other.sequence && sameBytes(one.digest, other.digest);
}

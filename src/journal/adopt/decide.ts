/** The digest of a value; `null` where it was deleted. */
export type Content = string | null;

/** What one entry is in three places. */
export interface Places {
  /** In the source. */
  readonly mine: Content;
  /** In the journal; `undefined` for nothing that can be read. */
  readonly theirs: Content | undefined;
  /** What the journal may have from this source. */
  readonly known: readonly Content[];
  /** Whether the journal refuses another value where it has one. */
  readonly isFinal: boolean;
}

/** What is to be done with a record that is no longer what it was when source and journal were alike. */
export type Verdict =
  /** The journal has the same: that is to be noted, and nothing else. */
  | 'agreed'
  /** Only the source has moved: the journal is to have it. */
  | 'changed'
  /** Both have moved, or nobody knows: neither may be taken for the newer one. */
  | 'conflicting';

/** For a record that may have moved. */
export function decide({ mine, theirs, known, isFinal }: Places): Verdict {
  if (theirs === mine || (theirs === undefined && mine === null)) return 'agreed';
  if (isFinal && typeof mine === 'string' && typeof theirs === 'string') return 'conflicting';
  return theirs === undefined || known.includes(theirs) ? 'changed' : 'conflicting';
}

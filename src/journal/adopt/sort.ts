import type { JournalContext } from '../context.ts';
import { valueIn } from '../edit/content.ts';
import { opened } from '../edit/opened.ts';
import { JournalError } from '../errors.ts';
import type { Change, Value } from '../journal.ts';
import type { Plain } from '../seal/plain.ts';
import { SealError } from '../seal/seal-error.ts';
import type { EntryRow } from '../store/rows.ts';
import type { Adoption } from './adoption.ts';
import { type Content, decide, type Verdict } from './decide.ts';
import { contentDigest } from './digests.ts';
import { encodeByCodec } from './encode-value.ts';
import type { Examined, Unstorable } from './examine.ts';
import type { Mark } from './marks/mark-store.ts';

/** Something about a record that the app has to know. */
export type Detected =
  /** The journal is to have this. */
  | { readonly kind: 'changed'; readonly change: Change }
  /**
   * The journal has something else that did not come from this source: another device's, perhaps newer. It is told every time
   * until both have the same: save the change to keep it, or write the journal's value into the source.
   */
  | { readonly kind: 'conflicting'; readonly change: Change }
  /** The value holds what no journal can store; `error` tells where. It is told every time. */
  | Unstorable;

/** A record that may have moved, beside what the journal has. */
interface Judged {
  readonly look: Examined;
  readonly theirs: Content | undefined;
  readonly verdict: Verdict;
}

export interface Sorted {
  readonly detected: readonly Detected[];
  /** Those about which journal and source do not agree. */
  readonly open: readonly Examined[];
}

/**
 * Compares with the journal what may have moved in the source. Marks what is the same in both; and of what is not, before it
 * is told, that it is going to be: what the journal has of it afterwards did not come from elsewhere.
 */
export async function sort(adoption: Adoption, looks: readonly Examined[]): Promise<Sorted> {
  const judged = await judge(
    adoption,
    looks.filter((look) => !isKnown(look)),
  );
  const retold = looks.filter((look) => isKnown(look) && look.version !== look.mark?.version);
  await mark(adoption, [...judged.map(markingOf), ...retold.map((look) => [look.id, agreedMark(look)] as const)]);
  const open = judged.flatMap(({ verdict, look }) => (verdict === 'agreed' ? [] : [{ kind: verdict, look }]));
  return {
    detected: open.map(({ kind, look: { change } }) => ({ kind, change })),
    open: open.map(({ look }) => look),
  };
}

/** Marks those that the journal has by now. */
export async function settle(adoption: Adoption, open: readonly Examined[]): Promise<void> {
  const judged = await judge(adoption, open);
  await mark(
    adoption,
    judged.flatMap((one) => (one.verdict === 'agreed' ? [markingOf(one)] : [])),
  );
}

/** Whether source and journal were alike in this, and nothing was told since then. */
function isKnown({ mine, mark }: Examined): boolean {
  return mark !== undefined && mark.content === mine && mark.offered === undefined;
}

async function judge(adoption: Adoption, looks: readonly Examined[]): Promise<readonly Judged[]> {
  if (looks.length === 0) return [];
  const { context } = adoption;
  const { rows } = await context.store.read(looks.map(({ id }) => id));
  return await Promise.all(
    looks.map(async (look, place) => {
      const theirs = await contentOf(adoption, rows[place]);
      const { mine, mark, change } = look;
      const known = [mark?.content, mark?.offered].filter((content) => content !== undefined);
      const isFinal = context.kindOf(change.collection, change.key) === 'immutable';
      return { look, theirs, verdict: decide({ mine, theirs, known, isFinal }) };
    }),
  );
}

/** What an entry holds; nothing for one that is not there or cannot be opened. */
async function contentOf({ context, slices }: Adoption, row: EntryRow | undefined): Promise<Content | undefined> {
  if (row === undefined) return undefined;
  const { account } = context;
  const outcome = await opened(account, row);
  if (outcome.kind === 'broken') return undefined;
  const { plain } = outcome;
  if (plain.isTombstone) return null;
  if (context.content.codecOf(plain.collection, plain.key)?.name === plain.codec) {
    return await contentDigest(account.blinding, row.id, plain.content);
  }
  const value = await valueOrNothing(context, plain);
  if (value === undefined) return undefined;
  return await contentDigest(account.blinding, row.id, await encodeByCodec(context, { ...plain, value }, slices));
}

/** Of what another version of the app has encoded in its own way; nothing for what this one cannot read. */
async function valueOrNothing(context: JournalContext, plain: Plain): Promise<Value | undefined> {
  try {
    return await valueIn(context, plain);
  } catch (cause) {
    if (cause instanceof SealError || cause instanceof JournalError) return undefined;
    throw cause;
  }
}

type Marking = readonly [entry: string, mark: Mark | undefined];

/** Of a deletion nothing is kept when the journal has forgotten it, too. */
function markingOf({ look, theirs, verdict }: Judged): Marking {
  if (verdict === 'agreed') return [look.id, theirs === undefined ? undefined : agreedMark(look)];
  return [look.id, offeredMark(look, verdict === 'changed' ? theirs : look.mark?.content)];
}

function agreedMark({ mine, version }: Examined): Mark {
  return { content: mine, version };
}

function offeredMark({ mine }: Examined, content: Content | undefined): Mark {
  return { ...(content === undefined ? {} : { content }), offered: mine, version: null };
}

async function mark({ marks, sourceId }: Adoption, markings: readonly Marking[]): Promise<void> {
  if (markings.length > 0) await marks.write(sourceId, new Map(markings));
}

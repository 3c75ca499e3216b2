import type { Clock } from '../../protocol/index.ts';
import type { Cuts } from '../chunks/cuts.ts';
import { newest, tick } from '../clock/hybrid-clock.ts';
import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import { HEADS } from '../heads/names.ts';
import type { Change, JournalChanged } from '../journal.ts';
import { seenTogether } from '../merge/seen.ts';
import type { Plain } from '../seal/plain.ts';
import { sealEntry } from '../seal/seal-entry.ts';
import { acknowledgedOf, dirtyRow, type EntryRow, type JournalState } from '../store/rows.ts';
import { contentOf } from './content.ts';
import { largeIfThere } from './large.ts';
import { openedOrNothing } from './opened.ts';
import { isSamePlain } from './same-plain.ts';

/** One change with where it goes, and what is there. */
interface Write {
  readonly id: string;
  readonly collectionId: string;
  readonly plain: Plain;
  readonly before: EntryRow | undefined;
  /** What was known to whoever wrote what is there. */
  readonly seen: readonly Clock[];
}

export interface WriteOptions {
  /** Also over an entry of a kind that is written only once. */
  readonly mayOverwrite: boolean;
  readonly cause: JournalChanged['cause'];
}

/**
 * Writes one save: sealed first, since no transaction waits for that, and then stored, marked and stamped in one. Another tab
 * may have written in between: then everything is done again on top of that.
 */
export async function write(
  context: JournalContext,
  changes: readonly Change[],
  options: WriteOptions,
): Promise<readonly string[]> {
  const wanted = await Promise.all(lastOfEach(changes).map((change) => target(context, change)));
  let cuts: Cuts | undefined;
  for (;;) {
    const { rows, state } = await context.store.read(wanted.map(({ id }) => id));
    const writes = await effective(context, wanted, rows, options);
    if (writes.length === 0) return [];
    if (writes.some(({ plain }) => plain.content.length > context.content.sizes.whole)) {
      cuts ??= (await largeIfThere())?.cutsFor(context);
      if (await cuts?.add(writes)) continue; // That takes its time: another one may have written meanwhile.
      if (cuts?.arePresent() === false) {
        cuts = undefined;
        continue;
      }
    }
    if (!(await store(context, writes, cuts, state))) continue;
    const collections = [...new Set(writes.map(({ collectionId }) => collectionId))];
    context.announce({ collections, cause: options.cause });
    return [...new Set(writes.map(({ plain }) => plain.collection))];
  }
}

type Target = Omit<Write, 'before' | 'seen'>;

/** An entry that stands twice in a save ends as it stands last. */
function lastOfEach(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify([change.collection, change.key]), change])).values()];
}

async function target(context: JournalContext, change: Change): Promise<Target> {
  const { names } = context;
  const { collection, key } = change;
  if (collection === HEADS) throw new JournalError('reserved-name', { collection });
  const [id, collectionId] = await Promise.all([names.entry(collection, key), names.collection(collection)]);
  const isTombstone = !('value' in change);
  const content = 'value' in change ? await contentOf(context, change) : { content: new Uint8Array() };
  return { id, collectionId, plain: { collection, key, isTombstone, ...content, seen: [] } };
}

/** Those of the writes that change something. @throws JournalError `entry-immutable` */
async function effective(
  context: JournalContext,
  targets: readonly Target[],
  before: readonly (EntryRow | undefined)[],
  { mayOverwrite }: WriteOptions,
): Promise<readonly Write[]> {
  const writes = await Promise.all(
    targets.map(async (wanted, place): Promise<readonly Write[]> => {
      const row = before[place];
      if (row === undefined) return wanted.plain.isTombstone ? [] : [{ ...wanted, before: row, seen: [] }];
      const opened = await openedOrNothing(context.account, row);
      if (opened !== undefined && (await isSamePlain(opened, wanted.plain))) return [];
      if (!mayOverwrite && isFinal(context, opened, wanted)) {
        const { collection, key } = wanted.plain;
        throw new JournalError('entry-immutable', { collection, key });
      }
      return [{ ...wanted, before: row, seen: opened?.seen ?? [] }];
    }),
  );
  return writes.flat();
}

function isFinal({ kindOf }: JournalContext, opened: Plain | undefined, { plain }: Target): boolean {
  if (opened === undefined || opened.isTombstone || plain.isTombstone) return false;
  return kindOf(plain.collection, plain.key) === 'immutable';
}

/** Gives whether nobody was faster. */
async function store(
  { account, store, environment, kindOf }: JournalContext,
  writes: readonly Write[],
  cuts: Cuts | undefined,
  known: JournalState,
): Promise<boolean> {
  const latest = newest([known.clock ?? undefined, ...writes.map(({ before }) => before?.clock)]);
  const clock = tick(latest, environment.now() + known.offset, account.device.id);
  const entries = await Promise.all(writes.map((each) => sealEntry(account, asSealed(each, cuts), clock)));
  const isRegister = (place: number) => {
    const plain = writes[place]?.plain;
    return plain !== undefined && kindOf(plain.collection, plain.key) === 'register';
  };
  return await store.change(async (draft) => {
    const [state, rows] = await Promise.all([draft.state(), draft.get(writes.map(({ id }) => id))]);
    const isOvertaken = rows.some((row, place) => row?.clock !== writes[place]?.before?.clock);
    if (isOvertaken || (state.clock ?? '') >= clock) return false;
    if (cuts && !(await cuts.keep(draft))) return false;
    for (const [place, { collectionId }] of writes.entries()) {
      const entry = entries[place];
      if (entry === undefined) continue;
      draft.put(dirtyRow(entry, collectionId, rows[place]));
      draft.removeBroken(entry.id);
      if (isRegister(place)) draft.removeLosersOf(entry.id); // Who writes it anew has chosen.
    }
    draft.setState({ ...state, clock });
    return true;
  });
}

/** Others can tell by `seen` whether their own version was known to whoever wrote this one. */
function asSealed({ id, plain, before, seen }: Write, cuts: Cuts | undefined): Plain {
  const acknowledged = before && acknowledgedOf(before)?.clock;
  const content = cuts?.manifestOf(id) ?? plain.content;
  return { ...plain, content, seen: seenTogether(acknowledged === undefined ? seen : [...seen, acknowledged]) };
}

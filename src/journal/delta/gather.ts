import {
  type Clock,
  DELTA_ENTRIES,
  type Entry,
  type EntryInParts,
  encodeDelta,
  type SentEntry,
} from '../../protocol/index.ts';
import { unsentChunks } from '../chunks/send-chunks.ts';
import { newest } from '../clock/hybrid-clock.ts';
import type { Delta, Part } from '../journal.ts';
import type { JournalStore } from '../store/journal-store.ts';
import { type DirtyRow, versionOf } from '../store/rows.ts';
import { partsOf } from './parts.ts';

/** Bytes of values in one request: small beside any server's limit, so that nobody behind it waits long. */
export const DELTA_BYTES = 256 * 1024;

/**
 * What is to be sent, a request's worth at a time: oldest first, and what was saved together stays together, as far as a
 * request can hold so many entries. All of it is sealed under keys of this epoch.
 */
export async function gather(store: Chunks, rows: readonly DirtyRow[], sealing: Sealing): Promise<readonly Delta[]> {
  const all = requests(savedTogether(rows));
  const isLast = (place: number) => place === all.length - 1;
  return await Promise.all(
    all.map((each, place) => deltaOf(store, each, isLast(place) ? sealing : { ...sealing, headFor: noHead })),
  );
}

interface Sealing {
  /** Of the keys that all of it is sealed under. */
  readonly epoch: number;
  /** This device's head, to go along with what has this newest clock. */
  readonly headFor: (newest: Clock) => Promise<Entry | undefined>;
}

const noHead = async () => undefined;

type Chunks = Pick<JournalStore, 'look'>;

function savedTogether(rows: readonly DirtyRow[]): readonly (readonly DirtyRow[])[] {
  const saves = new Map<string, DirtyRow[]>();
  for (const row of [...rows].sort((a, b) => (a.clock < b.clock ? -1 : 1))) {
    saves.set(row.clock, [...(saves.get(row.clock) ?? []), row]);
  }
  return [...saves.values()];
}

function requests(saves: readonly (readonly DirtyRow[])[]): readonly (readonly DirtyRow[])[] {
  const gathered: DirtyRow[][] = [];
  for (const save of saves) {
    const last = gathered.at(-1);
    if (last !== undefined && last.length + save.length <= DELTA_ENTRIES) last.push(...save);
    else for (let at = 0; at < save.length; at += DELTA_ENTRIES) gathered.push(save.slice(at, at + DELTA_ENTRIES));
  }
  return gathered;
}

async function deltaOf(store: Chunks, rows: readonly DirtyRow[], { epoch, headFor }: Sealing): Promise<Delta> {
  const large = tooLarge(rows);
  const sent: SentEntry[] = [];
  const parts: Part[] = [];
  for (const { id, ...row } of rows) {
    const entry = { id, ...versionOf(row) };
    const inParts = large.has(id) ? await partsOf(row.value) : [];
    parts.push(...inParts);
    sent.push(large.has(id) ? withParts(entry, inParts) : entry);
  }
  const latest = newest(rows.map(({ clock }) => clock)) ?? never();
  const head = hasRoomForHead(rows) ? await headFor(latest) : undefined;
  return {
    collections: [...new Set(rows.map(({ collection }) => collection))],
    entries: rows.length,
    newest: latest,
    body: encodeDelta(head ? [...sent, head] : sent, epoch),
    parts,
    chunks: await unsentChunks(store, [...new Set(rows.flatMap(({ chunks = [] }) => chunks))]),
  };
}

/** Deletions alone may go beyond an account's quota, and must not be kept from it by a head. */
function hasRoomForHead(rows: readonly DirtyRow[]): boolean {
  return rows.length < DELTA_ENTRIES && rows.some(({ isTombstone }) => !isTombstone);
}

/** The largest, so many that the rest fits into one request. What is in chunks is small. */
function tooLarge(rows: readonly DirtyRow[]): ReadonlySet<string> {
  const large = new Set<string>();
  let bytes = rows.reduce((sum, { value }) => sum + value.length, 0);
  const whole = rows.filter(({ chunks }) => chunks === undefined);
  for (const { id, value } of whole.sort((a, b) => b.value.length - a.value.length)) {
    if (bytes <= DELTA_BYTES) break;
    bytes -= value.length;
    large.add(id);
  }
  return large;
}

function withParts({ id, clock, isTombstone }: Entry, parts: readonly Part[]): EntryInParts {
  return { id, clock, isTombstone, parts: parts.map(({ id: part }) => part) };
}

function never(): never {
  throw new Error('A delta holds at least one entry.');
}

import * as v from 'valibot';
import { chunkIdSchema, clockSchema, compareEntries, type Entry, epochSchema } from '../../protocol/index.ts';
import { historyStateSchema, NEW_HISTORY } from '../heads/history-state.ts';

/** One sealed state of an entry. */
export type Version = v.InferOutput<typeof versionSchema>;

const bytesSchema = v.instance(Uint8Array);

const chunkIdsSchema = v.pipe(v.array(chunkIdSchema), v.readonly());

/** `chunks` are those that a value in chunks names itself: the lists of the others. */
const versionFields = {
  clock: clockSchema,
  isTombstone: v.boolean(),
  value: bytesSchema,
  chunks: v.exactOptional(chunkIdsSchema),
};
const versionSchema = v.object(versionFields);

/** `told`: the round of reading in which the server last told of it or took it, as far as everything was read again. */
const entryFields = {
  id: v.string(),
  collection: v.string(),
  ...versionFields,
  told: v.exactOptional(v.number()),
};

/**
 * One entry on this device, sealed. `dirty` says that the server has not acknowledged it, and is there only then: it is the
 * index of what is to be sent. `acknowledged` is what the server has instead, `null` for nothing.
 */
export type EntryRow = v.InferOutput<typeof entryRowSchema>;
export type DirtyRow = Extract<EntryRow, { readonly state: 'dirty' }>;

const entryRowSchema = v.variant('state', [
  v.object({ state: v.literal('clean'), ...entryFields }),
  v.object({
    state: v.literal('dirty'),
    ...entryFields,
    /** The collection, again. */
    dirty: v.string(),
    acknowledged: v.nullable(versionSchema),
  }),
]);

/** What is stored under an entry's id: nothing for a row that no version of ours has written. */
export function parseEntryRow(value: unknown): EntryRow | undefined {
  return parsed(entryRowSchema, value);
}

/** A version that lost. `id` is that of the entry and the clock that lost. */
export type LoserRow = v.InferOutput<typeof loserRowSchema>;

const loserRowSchema = v.object({ id: v.string(), entry: v.string(), collection: v.string(), ...versionFields });

export function parseLoserRow(value: unknown): LoserRow | undefined {
  return parsed(loserRowSchema, value);
}

export function loserRow(row: EntryRow): LoserRow {
  const { id: entry, collection, clock } = row;
  return { id: `${entry} ${clock}`, entry, collection, ...versionOf(row) };
}

/** An entry that came from the server, or stands here, and cannot be opened. */
export type BrokenRow = v.InferOutput<typeof brokenRowSchema>;

const brokenRowSchema = v.object({
  id: v.string(),
  ...versionFields,
  reason: v.picklist(['unknown-epoch', 'not-authentic', 'malformed', 'chunk-missing', 'unknown-codec']),
});

export function parseBrokenRow(value: unknown): BrokenRow | undefined {
  return parsed(brokenRowSchema, value);
}

/** What this device knows of the journal as a whole. */
export type JournalState = v.InferOutput<typeof journalStateSchema>;

const cursorSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const journalStateSchema = v.object({
  /** The newest clock that this device has given or seen. */
  clock: v.nullable(clockSchema),
  /** Milliseconds that the server's time is ahead of this device's; 0 unless a clock had to be corrected. */
  offset: v.number(),
  /** The server's changes up to this one are here. */
  cursor: cursorSchema,
  /** Changes beyond the cursor that this device made itself: after the first number, up to the second. */
  own: v.array(v.tuple([cursorSchema, cursorSchema])),
  isSyncOn: v.boolean(),
  /** Nothing of an account whose keys were never changed. */
  epochs: v.optional(
    v.object({
      /** What the server has said last. */
      told: epochSchema,
      /** The history of which it said so, and the last one whose server has been found to have this device's keys. */
      heard: v.optional(v.string()),
      checked: v.optional(v.string()),
      /** That server has come to other keys than this device's. */
      isForked: v.optional(v.boolean()),
      /** Everything here is sealed under keys of this epoch or of later ones. */
      reached: epochSchema,
      /** What is being brought to an epoch: entries up to an id, so many of all; `dueAt` is in milliseconds since 1970. */
      resealing: v.optional(
        v.object({ epoch: epochSchema, after: v.string(), done: v.number(), total: v.number(), dueAt: v.number() }),
      ),
    }),
  ),
  history: v.optional(historyStateSchema, NEW_HISTORY),
});

const NEW_STATE: JournalState = { clock: null, offset: 0, cursor: 0, own: [], isSyncOn: true, history: NEW_HISTORY };

/** A state that cannot be read is one that pulls everything again: nothing is lost by that. */
export function parseJournalState(value: unknown): JournalState {
  return parsed(journalStateSchema, value) ?? NEW_STATE;
}

export function versionOf({ clock, isTombstone, value, chunks }: Omit<Entry, 'id'>): Version {
  return { clock, isTombstone, value, ...(chunks && { chunks }) };
}

export function cleanRow(entry: Entry, collection: string, before?: EntryRow): EntryRow {
  return { state: 'clean', id: entry.id, collection, ...versionOf(entry), ...toldOf(before) };
}

export function dirtyRow(entry: Entry, collection: string, before: EntryRow | undefined): EntryRow {
  const acknowledged = before === undefined ? null : acknowledgedOf(before);
  const fields = { id: entry.id, collection, ...versionOf(entry), ...toldOf(before) };
  return { state: 'dirty', ...fields, dirty: collection, acknowledged };
}

function toldOf(row: EntryRow | undefined): Pick<EntryRow, 'told'> {
  return row?.told === undefined ? {} : { told: row.told };
}

/** The same row, if it is dirty, once the server is known to have a newer version than the one that was known of. */
export function withAcknowledged(row: EntryRow, version: Version): EntryRow {
  if (row.state === 'clean') return row;
  const isNews = row.acknowledged === null || compareEntries(row.acknowledged, version) < 0;
  return isNews ? { ...row, acknowledged: versionOf(version) } : row;
}

/** What the server is known to have of an entry. */
export function acknowledgedOf(row: EntryRow): Version | null {
  return row.state === 'clean' ? versionOf(row) : row.acknowledged;
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

import * as v from 'valibot';
import { unawaited } from '../../outbox/index.ts';
import { type ChunkId, chunkIdSchema } from '../../protocol/index.ts';
import type { JournalStore, ReadIndex, ReadTable, Table, Tables } from '../store/journal-store.ts';

/** A chunk of a large value, sealed. Of one that is `unsent` nobody knows that the server has it. */
export type ChunkRow = v.InferOutput<typeof chunkRowSchema>;

const chunkRowSchema = v.object({
  id: chunkIdSchema,
  bytes: v.instance(Uint8Array),
  refs: v.pipe(v.array(chunkIdSchema), v.readonly()),
  state: v.picklist(['unsent', 'sent']),
});

/** Chunks in one transaction of a journal's store. Rows that cannot be read are as good as not there. */
export interface ChunkRows extends ReadChunks {
  readonly put: (row: ChunkRow) => void;
  readonly remove: (id: ChunkId) => void;
}

export interface ReadChunks {
  readonly ids: () => Promise<readonly ChunkId[]>;
  /** Those of the ids that are here. It takes as long as there are ids, however many chunks there are. */
  readonly here: (ids: readonly ChunkId[]) => Promise<ReadonlySet<ChunkId>>;
  /** Those of the ids that are here and `unsent`. */
  readonly unsent: (ids: readonly ChunkId[]) => Promise<ReadonlySet<ChunkId>>;
  /** In the order of the ids. */
  readonly get: (ids: readonly ChunkId[]) => Promise<readonly (ChunkRow | undefined)[]>;
  /** Those that a version of an entry names itself: one that stands, is acknowledged, has lost, or cannot be opened. */
  readonly named: () => Promise<readonly ChunkId[]>;
}

export function chunkRows(table: Tables<Table>): ChunkRows {
  const chunks = table('chunks');
  return {
    ...readChunks(table),
    put: (row) => unawaited(chunks.put(row.state === 'unsent' ? { ...row, unsent: row.id } : row)), // Is in that index only then.
    remove: (id) => unawaited(chunks.delete(id)),
  };
}

function readChunks(table: Tables<ReadTable>): ReadChunks {
  const chunks = table('chunks');
  return {
    ids: async () => idsIn(await chunks.getAllKeys()),
    here: (ids) => thoseIn(chunks, ids),
    unsent: (ids) => thoseIn(chunks.index('unsent'), ids),
    get: async (ids) => (await Promise.all(ids.map((id) => chunks.get(id)))).map(parsed),
    named: async () => {
      const versions = (['entries', 'losers', 'broken'] as const).map((name) => table(name).index('chunks'));
      const indexes = [...versions, table('entries').index('acknowledged chunks')];
      return idsIn((await Promise.all(indexes.map(keysOf))).flat());
    },
  };
}

/** The same outside of any change. */
export function lookAtChunks<Result>(
  { look }: Pick<JournalStore, 'look'>,
  work: (rows: ReadChunks) => Promise<Result>,
): Promise<Result> {
  return look((table) => work(readChunks(table)));
}

function parsed(value: unknown): ChunkRow | undefined {
  const row = v.safeParse(chunkRowSchema, value);
  return row.success ? row.output : undefined;
}

async function thoseIn(place: Pick<ReadIndex, 'getKey'>, ids: readonly ChunkId[]): Promise<ReadonlySet<ChunkId>> {
  const keys = await Promise.all(ids.map((id) => place.getKey(id)));
  return new Set(ids.filter((_, at) => keys[at] !== undefined));
}

/** Each once, without reading a row. */
async function keysOf(index: ReadIndex): Promise<readonly unknown[]> {
  const keys: unknown[] = [];
  for (let place = await index.openKeyCursor(null, 'nextunique'); place !== null; place = await place.continue()) {
    keys.push(place.key);
  }
  return keys;
}

function idsIn(keys: readonly unknown[]): readonly ChunkId[] {
  return keys.flatMap((key) => {
    const id = v.safeParse(chunkIdSchema, key);
    return id.success ? id.output : [];
  });
}

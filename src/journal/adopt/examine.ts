import { JournalError } from '../errors.ts';
import type { Change, Value } from '../journal.ts';
import type { Adoption } from './adoption.ts';
import type { Content } from './decide.ts';
import { contentDigest, versionDigest } from './digests.ts';
import { encodeByCodec } from './encode-value.ts';
import type { Mark } from './marks/mark-store.ts';
import type { SourceRecord } from './source.ts';

/** A record as it is in the source now, or its absence, beside what was known of it. */
export interface Examined {
  readonly kind: 'examined';
  /** Of its entry in the journal. */
  readonly id: string;
  readonly mark: Mark | undefined;
  readonly mine: Content;
  readonly version: string | null;
  /** What would have the journal follow. */
  readonly change: Change;
}

/** A record whose value no journal can hold. */
export interface Unstorable {
  readonly kind: 'unstorable';
  readonly collection: string;
  readonly key: string;
  readonly error: JournalError;
}

/** A record with its value's bytes, whose digest is still to be made. */
interface Encoded extends Omit<Examined, 'kind' | 'mine'> {
  readonly kind: 'encoded';
  readonly content: Uint8Array<ArrayBuffer>;
}

interface Known {
  readonly id: string;
  readonly mark: Mark | undefined;
}

/** Takes the digests of those records that may have changed: one value after the other is loaded and encoded. */
export async function examine(
  adoption: Adoption,
  records: readonly SourceRecord[],
  ids: readonly string[],
): Promise<readonly (Examined | Unstorable)[]> {
  const marks = await adoption.marks.read(adoption.sourceId, ids);
  const encoded: (Encoded | Unstorable)[] = [];
  for (const [place, record] of records.entries()) {
    const id = ids[place];
    const one = id === undefined ? undefined : await encodeRecord(adoption, record, { id, mark: marks[place] });
    if (one !== undefined) encoded.push(one);
  }
  const { blinding } = adoption.context.account;
  return await Promise.all(encoded.map((one) => (one.kind === 'encoded' ? digested(blinding, one) : one)));
}

async function digested(blinding: CryptoKey, { content, ...rest }: Encoded): Promise<Examined> {
  return { ...rest, kind: 'examined', mine: await contentDigest(blinding, rest.id, content) };
}

/** Nothing for a record whose version is known, or that has gone meanwhile. */
async function encodeRecord(
  adoption: Adoption,
  record: SourceRecord,
  { id, mark }: Known,
): Promise<Encoded | Unstorable | undefined> {
  if ('value' in record) return await encodeOne(adoption, record, { id, mark, version: null });
  const version = await versionDigest(adoption.context.account.blinding, id, record.version);
  if (version === mark?.version) return undefined;
  const { collection, key } = record;
  const value = await record.load();
  return value === undefined ? undefined : await encodeOne(adoption, { collection, key, value }, { id, mark, version });
}

async function encodeOne(
  { slices, context }: Adoption,
  change: Extract<Change, { readonly value: Value }>,
  known: Known & { readonly version: string | null },
): Promise<Encoded | Unstorable> {
  try {
    return { ...known, kind: 'encoded', change, content: await encodeByCodec(context, change, slices) };
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return { kind: 'unstorable', collection: change.collection, key: change.key, error };
  }
}

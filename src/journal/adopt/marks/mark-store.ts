import * as v from 'valibot';

/** What was known of a record when source and journal were last compared. Values are told by their digests, `null` for none. */
export type Mark = v.InferOutput<typeof markSchema>;

const contentSchema = v.nullable(v.string());

const markSchema = v.object({
  /** What both had when they were last found to be alike. Not there when they never were. */
  content: v.exactOptional(contentSchema),
  /** What was told to be saved since then: the journal has it, or not. */
  offered: v.exactOptional(contentSchema),
  /** The version that the source told of `content`; `null` where it told none. */
  version: v.nullable(v.string()),
});

/** A mark that cannot be read is none: its record is looked at again. */
export function parseMark(value: unknown): Mark | undefined {
  const parsed = v.safeParse(markSchema, value);
  return parsed.success ? parsed.output : undefined;
}

/** Marks by source and entry, by their blind ids. Throws JournalError `storage-full` or `storage-unavailable`. */
export interface MarkStore {
  /** In the order of the entries. */
  readonly read: (source: string, entries: readonly string[]) => Promise<readonly (Mark | undefined)[]>;
  /** Puts a mark, or removes it where there is none to be put; all of them or none. */
  readonly write: (source: string, marks: ReadonlyMap<string, Mark | undefined>) => Promise<void>;
  /** The entries of which the source has marks. */
  readonly entries: (source: string) => Promise<readonly string[]>;
}

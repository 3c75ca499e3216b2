/** How whoever delivers an outbox treats what a journal sends. */
export { type ChunksContext, chunksContextOf, chunksContextSchema } from './chunks-context.ts';
export {
  collectionsOf,
  type DeltaContext,
  deltaContextOf,
  deltaContextSchema,
  type PartContext,
  partContextOf,
  partContextSchema,
} from './contexts.ts';
export { journalBeforeSend } from './journal-before-send.ts';
export { type JournalRulesOptions, journalRules } from './journal-rules.ts';
export type { OpenJournal } from './open.ts';
export { REMOVE_FROM_SERVER, UPLOAD_CHUNKS, UPLOAD_PART } from './task-types.ts';

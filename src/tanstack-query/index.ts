export type { QueryUpdate } from './query-update.ts';
export { type SyncMutationOptions, syncMutationOptions } from './sync-mutation-options.ts';

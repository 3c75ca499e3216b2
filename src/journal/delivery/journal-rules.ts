import { loaded, type TaskRules } from '../../outbox/index.ts';
import type { OpenJournal } from './open.ts';
import { REMOVE_FROM_SERVER, UPLOAD_CHUNKS, UPLOAD_PART } from './task-types.ts';

export interface JournalRulesOptions {
  /** The types of the tasks that carry deltas. */
  readonly types: readonly string[];
  readonly open: OpenJournal;
}

/**
 * How whoever delivers treats what a journal sends: for `startOutbox`, and for `delivery` of pages without a worker. What takes in
 * answers is loaded with the first one.
 */
export function journalRules({ types, open }: JournalRulesOptions): readonly TaskRules[] {
  const answers = loaded(() => import('./answers.ts'));
  const delta: Omit<TaskRules, 'type'> = {
    version: 1,
    accept: async (accepted) => (await answers()).acceptDelta(open, accepted),
    resolve: async (conflict) => (await answers()).resolveDelta(open, conflict),
  };
  return [
    ...types.map((type) => ({ type, ...delta })),
    { type: UPLOAD_PART, version: 1 },
    { type: UPLOAD_CHUNKS, version: 1, accept: async (accepted) => (await answers()).acceptChunks(open, accepted) },
    {
      type: REMOVE_FROM_SERVER,
      version: 1,
      accept: async (accepted) => (await answers()).acceptRemoval(open, accepted),
    },
  ];
}

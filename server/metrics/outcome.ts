import type { BatchAnswerItem } from '../../src/protocol/index.ts';
import type { Answer } from '../handler/answer.ts';
import type { ItemOutcome } from './metrics.ts';

/** What the answer to an effect says of it, once it stands. */
export function outcomeOf({ status, headers }: Pick<Answer, 'status' | 'headers'>): ItemOutcome {
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return headers['Idempotent-Replayed'] === undefined ? 'done' : 'replayed';
}

export function outcomeOfItem(item: BatchAnswerItem): ItemOutcome {
  if (item === null) return 'passed-over';
  const [status, headers] = item;
  return outcomeOf({ status, headers });
}

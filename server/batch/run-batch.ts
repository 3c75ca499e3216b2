import type { BatchAnswerItem } from '../../src/protocol/index.ts';
import { answerRun, type RunOptions } from './answer-run.ts';
import { BatchProgress } from './batch-progress.ts';
import type { PreparedItem } from './prepare-item.ts';

/** Does the items in their order, in one transaction of the account that asks. Never rejects. */
export async function runBatch(
  items: readonly PreparedItem[],
  options: RunOptions,
): Promise<readonly BatchAnswerItem[]> {
  return (await answerRun(items, new BatchProgress(), options)).answers;
}

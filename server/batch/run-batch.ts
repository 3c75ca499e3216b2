import type { BatchAnswerItem } from '../../src/protocol/index.ts';
import { answerRun, type RunOptions } from './answer-run.ts';
import { BatchProgress } from './batch-progress.ts';
import type { PreparedItem } from './prepare-item.ts';
import { spaceRuns } from './space-runs.ts';

/** Does the items in their order, in one transaction of the account that asks for each space in turn. Never rejects. */
export async function runBatch(
  items: readonly PreparedItem[],
  options: RunOptions,
): Promise<readonly BatchAnswerItem[]> {
  let progress = new BatchProgress();
  for (const run of spaceRuns(items)) progress = await answerRun(run, progress, options);
  return progress.answers;
}

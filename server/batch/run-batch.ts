import type { BatchAnswerItem } from '../../src/protocol/index.ts';
import { answerRun, type RunOptions } from './answer-run.ts';
import { BatchProgress } from './batch-progress.ts';
import type { PreparedItem } from './prepare-item.ts';
import { sharedRuns } from './shared-runs.ts';

/** Does the items in their order, those of one account that follow each other in one transaction. Never rejects. */
export async function runBatch(
  items: readonly PreparedItem[],
  options: RunOptions,
): Promise<readonly BatchAnswerItem[]> {
  let progress = new BatchProgress();
  for (const run of sharedRuns(items)) progress = await answerRun(run, progress, options);
  return progress.answers;
}

import type { AccountId } from '../../src/protocol/index.ts';
import type { Effect } from '../effect/effect-route.ts';
import type { Answer } from '../handler/answer.ts';
import { answerError } from '../handler/answer-error.ts';
import type { ExchangeLog } from '../handler/logger.ts';
import { permitStill } from '../identity/permit.ts';
import type { Principal } from '../identity/principal.ts';
import { breather } from '../store/breather.ts';
import { type AccountTransaction, StorageUnavailableError, type Store } from '../store/store.ts';
import type { BatchProgress } from './batch-progress.ts';
import type { PreparedItem } from './prepare-item.ts';

export interface RunOptions {
  readonly principal: Principal;
  readonly store: Store;
  readonly log: ExchangeLog;
}

type Run = readonly PreparedItem[];
type AnswerEffect = (effect: Effect) => Promise<Answer>;

/** Answers the items in one transaction, and gives the progress that stands once that has ended. */
export async function answerRun(run: Run, before: BatchProgress, options: RunOptions): Promise<BatchProgress> {
  const { principal, store, log } = options;
  const after = before.fork();
  const account = findAccount(run, before);
  try {
    if (account === undefined) await answerItems(run, after, withoutStore);
    else
      await store.transact(account, async (transaction) => {
        await permitStill(principal, transaction);
        await answerItems(run, after, attemptIn(transaction, log));
      });
    return after;
  } catch (error) {
    return failTogether(run, before, answerError(error, log));
  }
}

/** The account to be opened; none when no effect will be begun. */
function findAccount(run: Run, before: BatchProgress): AccountId | undefined {
  for (const item of run) {
    if (item.kind === 'effect' && !before.passesOver(item.lane)) return item.effect.account;
  }
  return undefined;
}

async function answerItems(run: Run, progress: BatchProgress, answerEffect: AnswerEffect): Promise<void> {
  const breathe = breather();
  for (const item of run) {
    await breathe();
    if (progress.passesOver(item.lane)) progress.add(item.lane, null);
    else progress.add(item.lane, item.kind === 'refused' ? item.answer : await answerEffect(item.effect));
  }
}

function attemptIn(transaction: AccountTransaction, log: ExchangeLog): AnswerEffect {
  return async (effect) => {
    try {
      return await transaction.attempt(() => effect.run(transaction));
    } catch (error) {
      if (error instanceof StorageUnavailableError) throw error;
      return answerError(error, log);
    }
  };
}

async function withoutStore(): Promise<never> {
  throw new Error('An effect was begun in a run that has none to begin.');
}

/** Nothing of the transaction is there: whatever was in it has one answer. */
function failTogether(run: Run, before: BatchProgress, failure: Answer): BatchProgress {
  const after = before.fork();
  for (const item of run) {
    if (before.passesOver(item.lane)) after.add(item.lane, null);
    else after.add(item.lane, item.kind === 'refused' ? item.answer : failure);
  }
  return after;
}

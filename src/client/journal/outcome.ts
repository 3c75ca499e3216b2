import { BackhaulError } from '../../outbox/index.ts';
import type { Receipt } from '../client.ts';
import type { HoldReason, Saved } from './journal-sync.ts';

/** What became of what is dirty in a group. */
export type Enqueued = Exclude<Saved, { kind: 'nothing-changed' }>;

export function heldBackBy(error: unknown): Enqueued {
  return { kind: 'held-back', reason: error instanceof BackhaulError ? error.code : 'unknown' };
}

export function reasonOf(outcome: Enqueued): HoldReason | undefined {
  return outcome.kind === 'held-back' ? outcome.reason : undefined;
}

/** What became of a save of several groups: the worst of them is told. */
export function savedOf(outcomes: readonly Enqueued[]): Saved {
  const heldBack = outcomes.find(({ kind }) => kind === 'held-back');
  if (heldBack !== undefined) return heldBack;
  const receipts = outcomes.flatMap((outcome): readonly Receipt[] =>
    outcome.kind === 'enqueued' ? outcome.receipts : [],
  );
  return outcomes.some(({ kind }) => kind === 'enqueued') ? { kind: 'enqueued', receipts } : { kind: 'kept-here' };
}

import type { CompletedTask, FailedTask } from '../../protocol/index.ts';
import { type Book, type Known, knownIn } from './reference.ts';

/** Why what was told of a task cannot be so, by what everybody could see; nothing when it can. */
export function objection(book: Book, id: string): string | undefined {
  const known = knownIn(book, id);
  const { told } = known;
  if (told === undefined) return undefined;
  if (told.status === 'completed') return isExplained(book, known, told) ? undefined : `${id}: no ${told.outcome.kind}`;
  if (told.status === 'failed') return isDeserved(book, known, told) ? undefined : `${id}: no ${told.error.code}`;
  return undefined;
}

function isExplained(book: Book, known: Known, { outcome }: CompletedTask): boolean {
  switch (outcome.kind) {
    case 'delivered':
      return known.hasEffect;
    case 'superseded':
      return replaces(knownIn(book, outcome.by), known);
    case 'annihilated':
      return isAnnihilated(book, known);
    case 'moot':
      return isMoot(book, known, outcome.undid);
    case 'cancelled':
      return known.wishes.size > 0 && (outcome.mayHaveArrived || !known.hasEffect);
    default:
      return false;
  }
}

function isDeserved(book: Book, known: Known, { error }: FailedTask): boolean {
  switch (error.code) {
    case 'refused':
    case 'conflict':
      return !known.hasEffect && known.refusedWith === error.answer?.status;
    case 'dependency-failed':
      return dependenciesOf(known).some((id) => isLost(book, id));
    default:
      return false;
  }
}

function replaces({ stamp: by }: Known, { id, stamp }: Known): boolean {
  if (by === undefined || stamp === undefined) return false;
  const isOfSameRegister = by.replaces !== null && by.replaces === stamp.replaces && by.account === stamp.account;
  return isOfSameRegister || by.insteadOf === id;
}

/** It met the one that undoes it; or it depends on one that did. */
function isAnnihilated(book: Book, known: Known): boolean {
  if (known.told?.status !== 'completed') return false;
  if (known.told.outcome.kind === 'superseded') return isAnnihilated(book, knownIn(book, known.told.outcome.by));
  if (known.hasEffect || known.told.outcome.kind !== 'annihilated') return false;
  if ([...book.tasks.values()].some((other) => undoes(other, known))) return true;
  return dependenciesOf(known).some((id) => isAnnihilated(book, knownIn(book, id)));
}

function isMoot(book: Book, known: Known, undid: string): boolean {
  const undone = knownIn(book, undid);
  return !known.hasEffect && undoes(known, undone) && isAnnihilated(book, undone);
}

function undoes({ stamp: by }: Known, { stamp }: Known): boolean {
  if (by === undefined || stamp === undefined || by.annihilates === null) return false;
  return by.annihilates === stamp.creates && by.account === stamp.account && by.id !== stamp.id;
}

/** The tasks that the server has done and that were to be undone by one that was never sent. */
export function neverUndone(book: Book): readonly string[] {
  const known = [...book.tasks.values()];
  const done = known.filter(({ hasEffect, isListed }) => hasEffect && isListed);
  return known
    .filter(wasSpared)
    .flatMap((by) => done.filter((it) => undoes(by, it) && isOlder(it, by)).map(({ id }) => id));
}

function wasSpared({ told }: Known): boolean {
  return told?.status === 'completed' && told.outcome.kind === 'moot';
}

/** Both when they were made and when they were stored: what a slow page stores late is meant for what was there before. */
function isOlder(a: Known, b: Known): boolean {
  const [first, second] = [a.stamp?.createdAt ?? 0, b.stamp?.createdAt ?? 0];
  return (a.place ?? 0) < (b.place ?? 0) && (first < second || (first === second && a.id < b.id));
}

/** Whether those that depend on it cannot go on; with the one that took its place, where one did. */
function isLost(book: Book, id: string): boolean {
  const { told, hasFailed } = knownIn(book, id);
  if (told?.status === 'failed') return true;
  if (told?.status !== 'completed') return false;
  if (told.outcome.kind === 'delivered') return false;
  if (hasFailed) return true; // Both can be told in one transaction: that it failed others, and that it ended itself.
  if (told.outcome.kind === 'superseded') return isLost(book, told.outcome.by);
  return told.outcome.kind === 'cancelled';
}

export function dependenciesOf({ stamp }: Known): readonly string[] {
  return stamp?.dependsOn ?? [];
}

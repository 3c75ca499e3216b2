import { dependenciesOf } from './explanation.ts';
import { type Book, type Known, knownIn } from './reference.ts';

/** What had to be done, or to be settled, before this task had its effect. */
export function prematurities(book: Book, id: string): readonly string[] {
  const known = knownIn(book, id);
  return [...overtaken(book, known), ...awaited(book, known)];
}

function overtaken(book: Book, known: Known): readonly string[] {
  return [...book.tasks.values()]
    .filter((other) => isBefore(other, known) && isInTheWay(other) && !waitsForLater(book, other.place ?? 0, other))
    .map(({ id }) => `${known.id} overtook ${id}`);
}

function isBefore({ stamp: a, place: first }: Known, { stamp: b, place: second }: Known): boolean {
  if (a === undefined || b === undefined || first === undefined || second === undefined || first >= second)
    return false;
  return a.orderingKey !== null && a.orderingKey === b.orderingKey && a.account === b.account;
}

/** One that failed lets the others by, also when it is tried again; unless its kind does not. */
function isInTheWay({ told, hasEffect, hasFailed, refusedWith, stamp }: Known): boolean {
  if (hasEffect || told?.status === 'completed') return false;
  return stamp?.blocksLane === true || !(hasFailed || refusedWith !== undefined);
}

/** One that depends on what a later task has taken the place of waits for that one, and lets by whatever that waits for. */
function waitsForLater(book: Book, place: number, known: Known, seen = new Set<string>()): boolean {
  if (seen.has(known.id)) return false;
  seen.add(known.id);
  return leadsOn(known).some((id) => {
    const next = knownIn(book, id);
    return (next.place ?? 0) > place || waitsForLater(book, place, next, seen);
  });
}

/** The tasks that it depends on, and the one that took its place. */
function leadsOn(known: Known): readonly string[] {
  const { told } = known;
  const successor = told?.status === 'completed' && told.outcome.kind === 'superseded' ? [told.outcome.by] : [];
  return [...dependenciesOf(known), ...successor];
}

function awaited(book: Book, known: Known): readonly string[] {
  return dependenciesOf(known)
    .filter((id) => isAwaited(book, id, known))
    .map((id) => `${known.id} did not wait for ${id}`);
}

/** Of what is not listed any more nobody knows how it ended. */
function isAwaited(book: Book, id: string, by: Known): boolean {
  const { stamp, hasEffect, told, place, isListed } = knownIn(book, id);
  if (stamp === undefined || hasEffect || (place ?? 0) > (by.place ?? 0)) return false;
  if (told !== undefined && !isListed) return false;
  if (told?.status !== 'completed') return true;
  if (told.outcome.kind === 'superseded') return isAwaited(book, told.outcome.by, by);
  if (told.outcome.kind === 'moot') return false;
  // One that was given up is not waited for by those that a person lets go all the same.
  return !by.hasFailed;
}

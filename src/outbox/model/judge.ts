import type { QueueTask } from '../../protocol/index.ts';
import { neverUndone, objection } from './explanation.ts';
import type { History, HistoryEvent } from './history.ts';
import { prematurities } from './order.ts';
import { type Book, emptyBook, type Known, knownIn, next } from './reference.ts';
import { bodyOf } from './task.ts';

type Objections = readonly string[];

/** Everything in a history that must not be, while it happens. */
export function judge(history: History): Objections {
  const found: string[] = [];
  let book = emptyBook();
  for (const event of history) {
    const news = newsIn(book, event);
    found.push(...before(book, event));
    book = next(book, event);
    found.push(...after(book, event), ...news.flatMap((id) => objection(book, id) ?? []));
  }
  return [...found, ...neverUndone(book).map((id) => `${id} was to be undone and is not`)];
}

/** The tasks of which something is told that was not told before. */
function newsIn(book: Book, event: HistoryEvent): readonly string[] {
  if (event.kind !== 'told') return [];
  return event.change.changed.filter((task) => knownIn(book, task.id).told !== task).map(({ id }) => id);
}

/** What may not happen as things stood. */
function before(book: Book, event: HistoryEvent): Objections {
  switch (event.kind) {
    case 'told':
      return event.change.changed.flatMap((task) => step(book, knownIn(book, task.id), task));
    case 'sent':
      return event.ids
        .filter((id) => knownIn(book, id).told?.status !== 'processing')
        .map((id) => `${id} was just sent`);
    case 'effect':
      return [...unique(book, event.id), ...prematurities(book, event.id)];
    default:
      return [];
  }
}

/** What does not hold any more as things stand now. */
function after(book: Book, event: HistoryEvent): Objections {
  switch (event.kind) {
    case 'effect':
      return event.body === bodyOf(event.id) ? [] : [`${event.id} arrived as "${event.body}"`];
    case 'granted':
      return isGranted(event, knownIn(book, event.id)) ? [] : [`${event.id}: ${event.wish} was granted and is not so`];
    case 'listed':
      return knownIn(book, event.id).told === undefined ? [`${event.id} is not listed`] : [];
    case 'mistake':
      return [event.text];
    default:
      return [];
  }
}

/** From one status to the next: what has ended stays so, and nothing begins that may not be sent. */
function step({ controls }: Book, { told, stamp, isListed, isPurged }: Known, task: QueueTask): Objections {
  const { id, status, account } = task;
  if (stamp === undefined) return [`${id} was never stored`];
  if (told?.status === 'completed') return status === 'completed' ? [] : [`${id} had ended and is ${status}`];
  if (told !== undefined && !isListed) return [`${id} was removed and is ${status}`];
  if (status !== 'processing') return [];
  if (told?.status === 'failed') return [`${id} had failed and begins`];
  if (isPurged && told?.status !== 'processing') return [`${id} begins although it was purged`];
  const isHeld = controls.paused || controls.held.includes(account);
  return isHeld && told?.status !== 'processing' ? [`${id} begins although it is held`] : [];
}

function unique(book: Book, id: string): Objections {
  return knownIn(book, id).hasEffect ? [`${id} was done twice`] : [];
}

function isGranted({ wish }: Extract<HistoryEvent, { kind: 'granted' }>, { told }: Known): boolean {
  return wish === 'retry' || (told?.status === 'completed' && told.outcome.kind === 'cancelled');
}

/** The library's door for service workers. */
export type {
  Authorize,
  BatchOptions,
  BeforeSend,
  Budget,
  Decision,
  DeliveryOptions,
  TaskRules,
  Trace,
  TraceEvent,
} from '../src/outbox/index.ts';
export { startJournal, type WorkerJournalOptions } from './start-journal.ts';
export { type HeldRoute, startOutbox, type WorkerOutbox, type WorkerOutboxOptions } from './start-outbox.ts';

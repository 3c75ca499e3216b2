/** The library's door for service workers. */
export { type HeldRoute, startOutbox, type WorkerOutbox, type WorkerOutboxOptions } from './start-outbox.ts';

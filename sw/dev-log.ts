import type { Trace, TraceEvent } from '../src/outbox/index.ts';
import type { QueueTask } from '../src/protocol/index.ts';

const PILL = 'background: #0f766e; color: white; font-weight: bold; padding: 2px 0.5em; border-radius: 0.5em';

/** Tells in the console what every pass did, a closed group for each, as Workbox does; and passes everything on. */
export function logToConsole(name: string, next: Trace = () => undefined): Trace {
  let events: TraceEvent[] = [];
  return (event) => {
    next(event);
    if (event.kind === 'pass-started') events = [];
    if (event.kind !== 'pass-ended') events.push(event);
    else if (events.length > 1) print(name, events, event.outcome.kind === 'drained' ? 0 : event.outcome.tasks);
  };
}

function print(name: string, events: readonly TraceEvent[], left: number): void {
  const settled = events.flatMap((event) => (event.kind === 'settled' ? [event.task] : []));
  const delivered = settled.filter(({ status }) => status === 'completed').length;
  console.groupCollapsed(`%c${name}`, PILL, `${delivered} of ${settled.length} delivered, ${left} still to deliver`);
  for (const event of events) console.log(...words(event));
  console.groupEnd();
}

function words(event: TraceEvent): readonly unknown[] {
  switch (event.kind) {
    case 'pass-started':
      return [`Began at ${new Date(event.at).toLocaleTimeString()}`];
    case 'sent':
      return [`Sent ${event.tasks.length} (${event.bytes} bytes) to ${event.url}`];
    case 'settled':
      return [wordsOfTask(event.task), event.task];
    case 'hook-failed':
      return [`The app's ${event.hook} threw`, event.cause];
    case 'batch-refused':
      return [`The server takes no batches (${event.status}); from now on a request a task`];
    case 'origin-silent':
      return [`${event.origin} gives no answer; next attempt at ${new Date(event.until).toLocaleTimeString()}`];
    case 'pass-ended':
      return [`Took ${event.took} ms`];
  }
}

function wordsOfTask(task: QueueTask): string {
  const what = `"${task.taskType}" ${task.id}`;
  switch (task.status) {
    case 'pending':
      return `${what} waits for: ${task.wait.for}`;
    case 'processing':
      return `${what} is on its way`;
    case 'completed':
      return `${what}: ${task.outcome.kind}`;
    case 'failed':
      return `${what} failed: ${task.error.message}`;
  }
}

import type { QueueTask } from '../../protocol/index.ts';

/** The outbox in figures. Times are milliseconds since 1970, and missing where there is no such thing. */
export interface Summary {
  readonly waiting: number;
  readonly sending: number;
  readonly failed: number;
  /** Of the bodies of all that is not delivered. */
  readonly bytes: number;
  /** When the oldest task that is not delivered was enqueued. */
  readonly oldest?: number;
  readonly nextAttemptAt?: number;
  readonly lastDeliveredAt?: number;
}

/** `tasks` are the oldest first. */
export function summaryOf(tasks: readonly QueueTask[]): Summary {
  const open = tasks.filter(({ status }) => status !== 'completed');
  const delivered = tasks.flatMap((task) =>
    task.status === 'completed' && task.outcome.kind === 'delivered' ? [task.processedAt] : [],
  );
  const attempts = attemptTimes(tasks);
  const count = (status: QueueTask['status']) => open.filter((task) => task.status === status).length;
  return {
    waiting: count('pending'),
    sending: count('processing'),
    failed: count('failed'),
    bytes: open.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(open[0] === undefined ? {} : { oldest: open[0].createdAt }),
    ...(attempts.length === 0 ? {} : { nextAttemptAt: least(attempts) }),
    ...(delivered.length === 0 ? {} : { lastDeliveredAt: -least(delivered.map((time) => -time)) }),
  };
}

/** When each task that waits for a time may be sent. */
export function attemptTimes(tasks: readonly QueueTask[]): readonly number[] {
  return tasks.flatMap((task) => (task.status === 'pending' && 'until' in task.wait ? [task.wait.until] : []));
}

/** `Math.min(...)` takes no ten thousand. */
export function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b));
}

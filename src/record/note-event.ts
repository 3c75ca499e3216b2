import type { TraceEvent } from '../outbox/index.ts';
import type { PassRecord } from './pass-record.ts';

/** Ids that one record keeps. The figures count all of them. */
const IDS = 500;

/** A record of what was told so far. */
export function noteEvent(record: PassRecord, event: TraceEvent, now: number): PassRecord {
  switch (event.kind) {
    case 'sent':
      return noteAttempt(record, event, now);
    case 'settled':
      return noteSettled(record, event.task.status);
    case 'pass-ended':
      return { ...record, end: { left: leftBy(event.outcome), took: event.took } };
    default:
      return record;
  }
}

type Sent = Extract<TraceEvent, { kind: 'sent' }>;

function noteAttempt(record: PassRecord, { tasks, bytes }: Sent, at: number): PassRecord {
  const kept = record.attempts.reduce((sum, attempt) => sum + attempt.tasks.length, 0);
  const attempt = { at, tasks: tasks.slice(0, Math.max(0, IDS - kept)), bytes };
  const attempts = attempt.tasks.length === 0 ? record.attempts : [...record.attempts, attempt];
  return { ...record, attempts, sent: record.sent + tasks.length };
}

function noteSettled(
  record: PassRecord,
  status: Extract<TraceEvent, { kind: 'settled' }>['task']['status'],
): PassRecord {
  if (status === 'completed') return { ...record, delivered: record.delivered + 1 };
  if (status === 'failed') return { ...record, failed: record.failed + 1 };
  return { ...record, again: record.again + 1 };
}

function leftBy(outcome: Extract<TraceEvent, { kind: 'pass-ended' }>['outcome']): number {
  return outcome.kind === 'drained' ? 0 : outcome.tasks;
}

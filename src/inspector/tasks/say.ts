import type { Answer, QueueTask } from '../../client/index.ts';
import type { Format } from '../format.ts';
import type { InspectorOptions } from '../options.ts';
import type { InspectorWords } from '../words.ts';

/** What every sentence is made with. */
export interface Saying {
  readonly words: InspectorWords;
  readonly format: Format;
  readonly now: number;
  readonly isOnline: boolean;
}

/** What a task does, as a person would say it. */
export function titleOf(task: QueueTask, { describe }: InspectorOptions, words: InspectorWords): string {
  return describe?.(task) ?? words.types[task.taskType] ?? task.taskType;
}

/** Where a task is and why. */
export function stateOf(task: QueueTask, saying: Saying): string {
  const { states } = saying.words;
  switch (task.status) {
    case 'pending':
      return waitOf(task.wait, saying);
    case 'processing':
      return states.sending;
    case 'completed':
      return completionOf(task, saying);
    case 'failed':
      return failureOf(task.error, saying);
  }
}

/** The time of the next attempt, where a task waits for a time. */
export function nextAttemptAt(task: QueueTask): number | undefined {
  return task.status === 'pending' && 'until' in task.wait ? task.wait.until : undefined;
}

/** How long until then: "in 40 s". */
export function until(at: number, { words, format, now }: Saying): string {
  const milliseconds = at - now;
  if (milliseconds < 1_000) return words.inAMoment;
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 120 ? words.inSeconds(format.count(seconds)) : words.inMinutes(format.count(seconds / 60));
}

/** How often it was tried, as far as an attempt has ended or is under way. */
export function attemptsOf(task: QueueTask): number {
  const isLastCounted = task.status === 'processing' || answerOf(task) !== undefined;
  return task.retryCount + (isLastCounted ? 1 : 0);
}

/** What the server said last, where it is kept. */
export function answerOf(task: QueueTask): Answer | undefined {
  if (task.status === 'failed') return task.error.answer;
  return task.status === 'completed' && 'answer' in task.outcome ? task.outcome.answer : undefined;
}

/** The server's last status, also of a task that waits because of it. */
export function answerStatusOf(task: QueueTask): number | undefined {
  if (task.status === 'pending' && task.wait.for === 'server') return task.wait.status;
  return answerOf(task)?.status;
}

function waitOf(wait: Extract<QueueTask, { status: 'pending' }>['wait'], saying: Saying): string {
  const { states, nextAttempt } = saying.words;
  switch (wait.for) {
    case 'turn':
      return saying.isOnline ? states.turn : states.network;
    case 'network':
      if (!saying.isOnline) return states.network;
      return `${states.noAnswer}. ${nextAttempt(until(wait.until, saying))}`;
    case 'server':
      return `${states.server}. ${nextAttempt(until(wait.until, saying))}`;
    case 'sign-in':
      return states.signIn;
    case 'app':
      return states.app;
  }
}

function completionOf(
  { outcome, processedAt }: Extract<QueueTask, { status: 'completed' }>,
  { words, format }: Saying,
): string {
  const at = format.date(processedAt);
  if (outcome.kind === 'cancelled' && outcome.mayHaveArrived) return words.states.mayHaveArrived(at);
  return words.states[outcome.kind](at);
}

function failureOf({ code, message }: Extract<QueueTask, { status: 'failed' }>['error'], { words }: Saying): string {
  switch (code) {
    case 'refused':
      return words.states.refused(message);
    case 'conflict':
      return words.states.conflict(message);
    case 'request-missing':
    case 'request-unreadable':
      return words.states.requestLost;
    case 'unknown-type':
    case 'unknown-version':
      return words.states.unknown;
    case 'dependency-failed':
      return words.states.dependency;
  }
}

import type { QueueTask, Snapshot } from '../../client/index.ts';
import type { PassRecord } from '../../record/index.ts';
import type { Device } from '../device/device.ts';
import { patternOf } from './pattern-of.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { textsIn } from './texts-in.ts';

/** Everything that a bundle is made from. Times are milliseconds since 1970. */
export interface Inspected {
  readonly now: number;
  /** Minutes that this device's time is behind UTC, as `Date` gives them. */
  readonly timezoneOffset: number;
  readonly userAgent: string;
  readonly origin: string;
  readonly snapshot: Snapshot;
  /** What is stored of the tasks that have a request, by their ids. */
  readonly requests: ReadonlyMap<string, { readonly url: string; readonly method?: string }>;
  readonly passes: readonly PassRecord[];
  readonly device: Device;
}

/**
 * States and figures for whoever helps: no contexts, bodies, headers or answers' bodies, no messages of a server, and of
 * URLs their shape alone. Tasks and accounts have numbers in place of their ids.
 */
export function diagnosticsOf({ now, timezoneOffset, userAgent, snapshot, ...rest }: Inspected): object {
  const names = { task: new Pseudonyms('task'), account: new Pseudonyms('account') };
  const { status, summary, isPaused, deliversWhenClosed, isPersisted, updateIsReady, tasks } = snapshot;
  const secrets = new Set(tasks.flatMap(({ context, account }) => [...textsIn(context), account]));
  const requestOf = (id: string) => {
    const request = rest.requests.get(id);
    return request && { method: request.method ?? 'GET', url: patternOf(request.url, rest.origin, secrets) };
  };
  return {
    format: 'backhaul-diagnostics 1',
    clock: { now: new Date(now).toISOString(), timezoneOffset },
    browser: { userAgent, ...rest.device.capabilities },
    worker: rest.device.worker,
    outbox: { status, summary, isPaused, deliversWhenClosed, isPersisted, updateIsReady },
    tasks: tasks.map((task) => ({ ...redacted(task, names), request: requestOf(task.id) })),
    passes: rest.passes.map((pass) => ({ ...pass, attempts: pass.attempts.map((each) => named(each, names.task)) })),
  };
}

interface Names {
  readonly task: Pseudonyms;
  readonly account: Pseudonyms;
}

function redacted(task: QueueTask, names: Names): object {
  const { taskType, version, retryCount, createdAt, bytes, status } = task;
  const id = names.task.of(task.id);
  const account = names.account.of(task.account);
  return { id, account, taskType, version, status, retryCount, createdAt, bytes, ...ofStatus(task, names.task) };
}

function ofStatus(task: QueueTask, names: Pseudonyms): object {
  switch (task.status) {
    case 'pending':
      return { wait: task.wait };
    case 'processing':
      return { startedAt: task.startedAt };
    case 'completed':
      return { processedAt: task.processedAt, outcome: outcomeOf(task.outcome, names) };
    case 'failed':
      return { processedAt: task.processedAt, error: errorOf(task.error, names) };
  }
}

function outcomeOf(outcome: Extract<QueueTask, { status: 'completed' }>['outcome'], names: Pseudonyms): object {
  switch (outcome.kind) {
    case 'delivered':
    case 'conceded':
      return { kind: outcome.kind, answer: outcome.answer.status };
    case 'superseded':
    case 'annihilated':
      return { kind: outcome.kind, by: names.of(outcome.by) };
    case 'moot':
      return { kind: outcome.kind, undid: names.of(outcome.undid) };
    case 'cancelled':
      return { kind: outcome.kind, mayHaveArrived: outcome.mayHaveArrived };
    case 'dropped':
      return { kind: outcome.kind };
  }
}

function errorOf(error: Extract<QueueTask, { status: 'failed' }>['error'], names: Pseudonyms): object {
  const dependency = error.dependency === undefined ? {} : { dependency: names.of(error.dependency) };
  return { code: error.code, answer: error.answer?.status, ...dependency };
}

function named({ at, tasks, bytes }: PassRecord['attempts'][number], names: Pseudonyms): object {
  return { at, bytes, tasks: tasks.map((id) => names.of(id)) };
}

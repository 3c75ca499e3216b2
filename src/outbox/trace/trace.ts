import type { QueueTask } from '../../protocol/index.ts';
import type { PassOutcome } from '../pass-outcome.ts';

/** What the engine did, as data, for logs and metrics. Times are milliseconds, durations included. */
export type TraceEvent =
  | { readonly kind: 'pass-started'; readonly at: number }
  /** `tasks` went in one request, to `url`. */
  | { readonly kind: 'sent'; readonly url: string; readonly tasks: readonly string[]; readonly bytes: number }
  /** A task has moved on: delivered, failed, or waiting again. */
  | { readonly kind: 'settled'; readonly task: QueueTask }
  /**
   * A hook of the app threw: `beforeSend` counts as hold, `authorize` as no answer, `resolve` as asking the
   * person, `verdict` as saying nothing, `migrate` as not knowing the version, `accept` as a lost answer.
   */
  | {
      readonly kind: 'hook-failed';
      readonly hook: 'beforeSend' | 'authorize' | 'resolve' | 'migrate' | 'verdict' | 'accept';
      readonly cause: unknown;
    }
  /** No batch is sent to this server any more: it does not offer them. */
  | { readonly kind: 'batch-refused'; readonly status: number }
  /** An origin gave several attempts in a row no answer; nothing goes there before `until`. */
  | { readonly kind: 'origin-silent'; readonly origin: string; readonly until: number }
  | { readonly kind: 'pass-ended'; readonly outcome: PassOutcome; readonly took: number };

export type Trace = (event: TraceEvent) => void;

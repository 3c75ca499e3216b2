import type { QueueEntry } from '../queue/entry.ts';
import { storedByWorkbox } from '../queue/stored-by-workbox.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { PLAIN_RULES } from '../task/plain-request.ts';
import type { TaskRules } from '../task/rules.ts';
import type { Unsendable } from '../task/unsendable.ts';
import type { Trace } from '../trace/trace.ts';
import { within } from './within.ts';

/** What this version of the app knows of kinds of tasks. */
export interface Knowledge {
  readonly rulesOf: (taskType: string) => TaskRules | undefined;
  /** Why a task of this kind and version cannot be sent, or nothing. */
  readonly objection: (taskType: string, version: number) => Unsendable | undefined;
}

export function knowledge(tasks: readonly TaskRules[] | undefined): Knowledge {
  const rules = new Map([...(tasks ?? []), PLAIN_RULES].map((rule) => [rule.type, rule]));
  return {
    rulesOf: (taskType) => rules.get(taskType),
    objection: (taskType, version) => {
      if (tasks === undefined) return undefined;
      const known = rules.get(taskType);
      if (known === undefined) return 'unknown-type';
      const isKnown = known.version === version || (version < known.version && known.migrate);
      return isKnown ? undefined : 'unknown-version';
    },
  };
}

/** The stored request as it is to be sent today, or why there is none. */
export async function prepare(
  entry: QueueEntry | undefined,
  { rulesOf, objection }: Knowledge,
  trace: Trace,
  signal: AbortSignal,
): Promise<StoredRequest | Unsendable> {
  if (entry === undefined) return 'request-missing';
  if (entry.kind === 'unreadable') return 'request-unreadable';
  const { taskType, version, context } = entry.stamp;
  const objects = objection(taskType, version);
  if (objects !== undefined) return objects;
  const rules = rulesOf(taskType);
  let request: Request;
  try {
    request = requestOf(entry.request);
  } catch {
    return 'request-unreadable'; // Some rows pass every check and still make no `Request`: a HEAD with a body.
  }
  if (rules?.migrate === undefined || rules.version === version) return entry.request;
  try {
    return await storedByWorkbox(await within(signal, rules.migrate({ version, context, request })));
  } catch (cause) {
    trace({ kind: 'hook-failed', hook: 'migrate', cause });
    return 'unknown-version';
  }
}

export function requestOf(stored: StoredRequest): Request {
  return new Request(stored.url, stored);
}

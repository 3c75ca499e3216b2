import { type BatchAnswerItem, type BatchItem, CBOR, isForLater } from '../../protocol/index.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { answered } from '../verdict/attempt.ts';
import { type Attempt, type Verdict, verdict } from '../verdict/verdict.ts';
import { decodeBatchAnswer, encodeBatch } from './batch-codec.ts';
import { fetchAuthorized, type Sending } from './fetch-authorized.ts';
import { judge } from './judge.ts';
import type { Knowledge } from './prepare.ts';

/** One task that goes with others in one request. `lane` is its lane's number in the batch. */
export interface Passenger {
  readonly row: LedgerRow;
  readonly stored: StoredRequest;
  readonly lane: number;
}

/** What became of a batch: a verdict for each, `unsent` for those that were passed over; or nothing but why not. */
export type BatchOutcome =
  | { readonly kind: 'answered'; readonly verdicts: readonly (Verdict | 'unsent')[] }
  /** Nothing has had an effect: send less at once. */
  | { readonly kind: 'too-large' }
  /** Nothing has had an effect: this server takes no batches. */
  | { readonly kind: 'not-offered'; readonly status: number };

/** Sends many tasks of one account in one request. Never rejects, and never takes longer than its time. */
export async function exchangeBatch(
  sending: Sending & { readonly knowledge: Knowledge },
  url: string,
  passengers: readonly Passenger[],
): Promise<BatchOutcome> {
  const body = encodeBatch(passengers.map(itemOf));
  const tasks = passengers.map(({ row }) => row.id);
  sending.trace({ kind: 'sent', url, tasks, bytes: body.byteLength });
  const signal = sending.environment.deadline(sending.limits.attempt);
  const account = passengers[0]?.row.task.account ?? '';
  const make = () => new Request(url, { method: 'POST', headers: { 'Content-Type': CBOR }, body });
  const all = (one: Verdict): BatchOutcome => ({ kind: 'answered', verdicts: passengers.map(() => one) });
  try {
    const response = await fetchAuthorized(sending, { account, make, key: null }, signal);
    if (response === undefined) return all({ kind: 'signed-out' });
    return await outcomeOf(response, sending, passengers);
  } catch {
    return all(verdict({ kind: 'no-answer' }));
  }
}

async function outcomeOf(
  response: Response,
  { environment, knowledge, trace }: Sending & { readonly knowledge: Knowledge },
  passengers: readonly Passenger[],
): Promise<BatchOutcome> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const now = environment.now();
  if (status === 401 || isForLater(status)) {
    const one = verdict(answered(status, headers, new TextDecoder().decode(bytes), now));
    return { kind: 'answered', verdicts: passengers.map(() => one) };
  }
  if (status === 413) return { kind: 'too-large' };
  const answers = status === 200 ? decodeBatchAnswer(bytes) : undefined;
  // One that passes everything over would be asked again and again.
  const isUsable = answers?.length === passengers.length && answers.some((one) => one !== null);
  if (!isUsable) return { kind: 'not-offered', status };
  return {
    kind: 'answered',
    verdicts: passengers.map(({ row }, place) => {
      const attempt = attemptIn(answers[place] ?? null, now);
      return attempt === undefined ? 'unsent' : judge(attempt, knowledge.rulesOf(row.task.taskType), trace);
    }),
  };
}

function attemptIn(answer: BatchAnswerItem, now: number): Attempt | undefined {
  if (answer === null) return undefined;
  const [status, headers, body] = answer;
  return answered(status, new Headers(headers), new TextDecoder().decode(body), now);
}

function itemOf({ row, stored, lane }: Passenger): BatchItem {
  const { method = 'GET', headers, body } = stored;
  const { pathname, search } = new URL(stored.url);
  return [row.id, lane, method, pathname + search, headers, body === undefined ? null : new Uint8Array(body)];
}

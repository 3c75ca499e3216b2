import { type BatchAnswerItem, type BatchItem, CBOR } from '../../protocol/index.ts';
import type { LedgerRow } from '../ledger/row.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import { answered } from '../verdict/attempt.ts';
import { type Verdict, verdict } from '../verdict/verdict.ts';
import { attemptAt } from './attempt-at.ts';
import { decodeBatchAnswer, encodeBatch } from './batch-codec.ts';
import type { Sending } from './fetch-authorized.ts';
import { judge } from './judge.ts';
import { requestOf } from './prepare.ts';

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
  sending: Sending,
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
  const attempt = await attemptAt(sending, { account, make, key: null }, signal);
  const meant = verdict(attempt);
  if (attempt.kind !== 'answered' || meant.kind === 'retry' || meant.kind === 'hold') return all(meant);
  const { status } = attempt.answer;
  if (status === 413) return { kind: 'too-large' };
  const answers = status === 200 ? decodeBatchAnswer(attempt.body) : undefined;
  // One that passes everything over would be asked again and again.
  if (answers?.length !== passengers.length || answers.every((one) => one === null))
    return { kind: 'not-offered', status };
  const judging = passengers.map((one, place) =>
    judged(sending, one, answers[place], signal).catch(() => verdict({ kind: 'no-answer' })),
  );
  return { kind: 'answered', verdicts: await Promise.all(judging) };
}

/** @throws TypeError for headers that are none: it spoils no other task. */
async function judged(
  sending: Sending,
  { row: { task }, stored }: Passenger,
  answer: BatchAnswerItem | undefined,
  signal: AbortSignal,
): Promise<Verdict | 'unsent'> {
  if (!answer) return 'unsent';
  const [status, headers, body] = answer;
  const attempt = answered(status, new Headers(headers), body, sending.environment.now());
  return await judge(sending, { task, make: () => requestOf(stored) }, attempt, signal);
}

function itemOf({ row, stored, lane }: Passenger): BatchItem {
  const { method = 'GET', headers, body } = stored;
  const { pathname, search } = new URL(stored.url);
  return [row.id, lane, method, pathname + search, headers, body === undefined ? null : new Uint8Array(body)];
}

import { type BatchOutcome, exchangeBatch, type Passenger } from '../send/batch-exchange.ts';
import type { BatchTerms } from '../send/batch-terms.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { begin, end, type Plan, plan, stopsLane } from './attempts.ts';
import { type Carriage, isSilence, type Move, wasAsked } from './carriage.ts';
import type { Lane } from './lanes.ts';

/** A task with what is to be done with it, and the number of its lane in the batch. */
interface Seat {
  readonly lane: number;
  readonly todo: Plan;
}

/**
 * Many lanes in one request: one transaction to begin, one to settle, one to delete. Gives the names of the lanes that
 * have to stop.
 */
export async function carryBatch(
  carriage: Carriage,
  terms: BatchTerms,
  lanes: readonly Lane[],
): Promise<readonly string[]> {
  const seats = await seated(carriage, lanes);
  const begun = await beginAll(carriage, seats);
  const passengers = begun.flatMap(({ task }, index) => passenger(seats[index], task?.status === 'processing'));
  const ended = passengers.length === 0 ? [] : await ride(carriage, terms, passengers);
  const moves = [...begun.filter(({ task }) => task?.status !== 'processing'), ...ended];
  carriage.moved(moves);
  const stopping = new Set(moves.filter(({ row, task }) => stopsLane(task, row)).map(({ row }) => row.id));
  return lanes.filter(({ rows }) => rows.some(({ id }) => stopping.has(id))).map(({ name }) => name);
}

async function seated({ outbox }: Carriage, lanes: readonly Lane[]): Promise<readonly Seat[]> {
  const plans = await plan(
    outbox,
    lanes.flatMap(({ rows }) => rows),
  );
  const numbers = lanes.flatMap(({ rows }, lane) => rows.map(() => lane));
  const halted = new Set<number>();
  return plans.flatMap((todo, index) => {
    const lane = numbers[index] ?? 0;
    if (halted.has(lane)) return [];
    if (todo.kind === 'hold' || (todo.kind === 'quarantine' && todo.row.blocksLane)) halted.add(lane);
    return [{ lane, todo }];
  });
}

function beginAll({ outbox }: Carriage, seats: readonly Seat[]): Promise<readonly Move[]> {
  const { ledger, environment } = outbox;
  return ledger.change((draft) =>
    Promise.all(seats.map(async ({ todo }) => ({ row: todo.row, task: await begin(draft, todo, environment.now()) }))),
  );
}

function passenger(seat: Seat | undefined, isOnItsWay: boolean): Passenger[] {
  if (seat?.todo.kind !== 'send' || !isOnItsWay) return [];
  const { row, stored } = seat.todo;
  return [{ row, stored, lane: seat.lane }];
}

async function ride(
  { outbox, listen, lookAgain }: Carriage,
  terms: BatchTerms,
  passengers: readonly Passenger[],
): Promise<readonly Move[]> {
  const { ledger, environment, limits, trace } = outbox;
  const outcome = await exchangeBatch({ ...outbox, timeout: limits.attempt }, terms.url, passengers);
  if (outcome.kind === 'too-large') terms.halve(passengers.length);
  if (outcome.kind === 'not-offered') {
    terms.giveUp();
    trace({ kind: 'batch-refused', status: outcome.status });
  }
  const moves = await ledger.change((draft) =>
    Promise.all(
      passengers.map(async ({ row }, index) => {
        const verdict = verdictIn(outcome, index);
        return { row, task: await end(draft, row.id, verdict, environment.now(), environment.random) };
      }),
    ),
  );
  const verdicts = outcome.kind === 'answered' ? outcome.verdicts : [];
  if (verdicts.length === 0 || verdicts.some(wasAsked)) {
    listen(terms.origin, verdicts.length > 0 && verdicts.every(isSilence));
  }
  if (passengers.some((_, index) => verdictIn(outcome, index) === 'unsent')) lookAgain();
  return moves;
}

function verdictIn(outcome: BatchOutcome, index: number): Verdict | 'unsent' {
  return (outcome.kind === 'answered' ? outcome.verdicts[index] : undefined) ?? 'unsent';
}

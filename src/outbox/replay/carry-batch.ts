import { exchangeBatch, type Passenger } from '../send/batch-exchange.ts';
import type { BatchTerms } from '../send/batch-terms.ts';
import { begin, end, type Plan, plan, read } from './attempts.ts';
import { type Carriage, isSilence, type Move, wasAsked } from './carriage.ts';
import type { Lane } from './lanes.ts';

/** A task with what is to be done with it, and the number of its lane in the batch. */
interface Seat {
  readonly lane: number;
  readonly todo: Plan;
}

/** Many lanes in one request: one transaction to begin, one to settle, one to delete. */
export async function carryBatch(carriage: Carriage, terms: BatchTerms, lanes: readonly Lane[]): Promise<void> {
  const seats = await seated(carriage, lanes);
  const begun = await beginAll(carriage, seats);
  const passengers = seats.flatMap(({ lane, todo }, place): Passenger[] =>
    todo.kind === 'send' && begun[place]?.task?.status === 'processing' ? [{ ...todo, lane }] : [],
  );
  const ended = passengers.length === 0 ? [] : await ride(carriage, terms, passengers);
  carriage.moved([...begun, ...ended]);
}

async function seated({ outbox, stop }: Carriage, lanes: readonly Lane[]): Promise<readonly Seat[]> {
  const rows = lanes.flatMap((lane) => lane.rows);
  const plans = await plan(outbox, rows, await read(outbox, rows));
  const numbers = lanes.flatMap(({ rows }, lane) => rows.map(() => lane));
  let halted = -1;
  return plans.flatMap((todo, index) => {
    const lane = numbers[index] ?? 0;
    if (lane === halted) return [];
    if (todo.kind === 'hold' || (todo.kind === 'quarantine' && todo.row.blocksLane)) {
      halted = lane;
      stop(todo.row); // Whatever becomes of it: those that stay behind must not be overtaken.
    }
    return [{ lane, todo }];
  });
}

function beginAll({ outbox: { ledger, now } }: Carriage, seats: readonly Seat[]): Promise<readonly Move[]> {
  return ledger.change(async (draft) => {
    const controls = await draft.controls();
    const beginning = seats.map(async ({ todo }) => ({
      row: todo.row,
      task: await begin(draft, todo, controls, now()),
    }));
    return await Promise.all(beginning);
  });
}

async function ride(
  { outbox, listen, lookAgain }: Carriage,
  terms: BatchTerms,
  passengers: readonly Passenger[],
): Promise<readonly Move[]> {
  const { ledger, trace } = outbox;
  const outcome = await exchangeBatch(outbox, terms.url, passengers);
  if (outcome.kind === 'too-large') terms.narrow(Math.floor(passengers.length / 2));
  if (outcome.kind === 'not-offered') {
    terms.narrow(1);
    trace({ kind: 'batch-refused', status: outcome.status });
  }
  const given = outcome.kind === 'answered' ? outcome.verdicts : [];
  // An answer that cannot be read may be that of a server which has done it all.
  const ungiven = outcome.kind === 'not-offered' && outcome.status < 400 ? 'lost' : 'unsent';
  const moves = await ledger.change((draft) =>
    Promise.all(passengers.map(({ row }, place) => end(outbox, draft, { row, verdict: given[place] ?? ungiven }))),
  );
  if (given.length === 0 || given.some(wasAsked)) listen(terms.origin, given.length > 0 && given.every(isSilence));
  if (given.length === 0 || given.includes('unsent')) lookAgain();
  return moves;
}

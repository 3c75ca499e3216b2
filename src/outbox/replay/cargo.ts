import type { LedgerRow } from '../ledger/row.ts';
import type { BatchTerms } from '../send/batch-terms.ts';
import type { Knowledge } from '../send/prepare.ts';
import type { Lane } from './lanes.ts';

/** What goes at once: one lane, a request a task; or many lanes in one request, by these terms. */
export type Cargo =
  | { readonly terms?: undefined; readonly lanes: readonly [Lane] }
  | { readonly terms: BatchTerms; readonly lanes: readonly Lane[] };

/** Tasks of one lane that go before others get a turn, and where none waits for one. */
const TURN = 25;
const LONG_TURN = 100;

/** The next cargo of these lanes, of which there is at least one, and what is left of them. A task that is alone goes alone. */
export function load(
  lanes: readonly [Lane, ...Lane[]],
  terms: BatchTerms | undefined,
  knowledge: Knowledge,
): { readonly cargo: Cargo; readonly rest: readonly Lane[] } {
  const [first, ...others] = lanes;
  if (terms?.isOffered === true) {
    const { loaded, rest } = pack(lanes, terms, knowledge);
    if (loaded.flatMap(({ rows }) => rows).length > 1) return { cargo: { terms, lanes: loaded }, rest };
  }
  const turn = others.length > 0 ? TURN : LONG_TURN;
  const rows = first.rows.slice(0, turn);
  const rest = rows.length < first.rows.length ? [...others, { ...first, rows: first.rows.slice(turn) }] : others;
  return { cargo: { lanes: [{ ...first, rows }] }, rest };
}

/** As much as one request takes, of one account: a lane from its head on, cut where it has to be. */
function pack(lanes: readonly [Lane, ...Lane[]], terms: BatchTerms, knowledge: Knowledge) {
  const account = accountOf(lanes[0]);
  const loaded: Lane[] = [];
  const rest: Lane[] = [];
  const size = { tasks: 0, bytes: 0 };
  for (const lane of lanes) {
    const count = accountOf(lane) === account ? fitting(lane.rows, terms, knowledge, size) : 0;
    if (count > 0) loaded.push({ ...lane, rows: lane.rows.slice(0, count) });
    if (count < lane.rows.length) rest.push({ ...lane, rows: lane.rows.slice(count) });
  }
  return { loaded, rest };
}

/** How many of a lane's tasks fit beside what is loaded, which grows by them. One that may have to be resolved goes alone. */
function fitting(
  rows: readonly LedgerRow[],
  terms: BatchTerms,
  { rulesOf }: Knowledge,
  size: { tasks: number; bytes: number },
): number {
  for (const [count, row] of rows.entries()) {
    const rules = rulesOf(row.task.taskType);
    if (rules?.resolve || !terms.takes(row, size)) return count;
    size.tasks += 1;
    size.bytes += row.task.bytes;
    if (row.blocksLane || rules?.verdict) return count + 1; // Here the server goes by another table: it is asked first.
  }
  return rows.length;
}

function accountOf({ rows }: Lane): string | undefined {
  return rows[0]?.task.account;
}

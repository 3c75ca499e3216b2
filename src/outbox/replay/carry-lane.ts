import { exchange } from '../send/exchange.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Carriage, Ended } from './carriage.ts';
import type { Lane } from './lanes.ts';
import { type Begun, Steps } from './steps.ts';

/**
 * Milliseconds. To a server that answers faster, tasks are begun together and ahead, as many as it answers in this time:
 * writing that costs more than asking it.
 */
const AHEAD = 50;
const MOST = 16;

/** Milliseconds after which the rest of such a group is taken back: the server has become slow. */
const LATE = 200;

/**
 * Peek, send, settle, delete: a lane's tasks one after the other, a request each. Dying at any await leaves either an
 * entry to send again (its key makes the effect single) or one whose outcome is known.
 */
export async function carryLane(carriage: Carriage, lane: Lane): Promise<void> {
  const { now, beforeSend } = carriage.outbox;
  const most = beforeSend ? 1 : MOST; // The app is asked when a task's turn has come.
  const steps = new Steps(carriage, lane.rows);
  let unsettled: readonly Ended[] = [];
  let room = 1;
  let areAhead = false;
  let current = await steps.advance([], room);
  while (current.length > 0) {
    const startedAt = now();
    const answering = sendAll(carriage, current, areAhead);
    const advancing = room > 1 ? steps.advance(unsettled, room) : undefined;
    advancing?.catch(() => undefined); // Thrown below, when nothing is on its way any more.
    const ended = await answering;
    room = Math.min(Math.max((AHEAD * ended.length) / (now() - startedAt), 1), most);
    let ahead = await advancing;
    unsettled = ahead ? ended : [...unsettled, ...ended];
    if (ended.some(stops)) {
      await steps.settle([...unsettled, ...(ahead ?? []).map(unsent)]);
      return;
    }
    areAhead = ahead !== undefined;
    if (ahead === undefined) {
      ahead = await steps.advance(unsettled, room);
      unsettled = [];
    }
    current = ahead;
  }
  await steps.settle(unsettled);
}

/**
 * One after the other, up to the one behind which the others have to wait. The rest is looked at again before it goes when
 * somebody has acted since it was begun (paused, cancelled, signed out), when it has become late, or the pass is over.
 */
async function sendAll(carriage: Carriage, begun: readonly Begun[], areAhead: boolean): Promise<readonly Ended[]> {
  const { outbox, mayGo, lookAgain } = carriage;
  const { now } = outbox;
  const lateAt = now() + LATE;
  const ended: Ended[] = [];
  for (const one of begun) {
    const { row, actsBefore } = one;
    const isCalledOff = outbox.othersActed() !== actsBefore || now() > lateAt || !mayGo(row.origin);
    // What was begun a moment ago goes: an app whose hooks act each time would be asked for ever.
    const isOff = isCalledOff && (areAhead || ended.length > 0);
    if (isOff) lookAgain();
    ended.push(isOff || ended.some(stops) ? unsent(one) : { row, verdict: await send(carriage, one) });
  }
  return ended;
}

function unsent({ row }: Begun): Ended {
  return { row, verdict: 'unsent' };
}

function send({ outbox }: Carriage, { task, stored }: Begun): Promise<Verdict> {
  return exchange(outbox, task, stored);
}

/** Whether the rest of its lane has to wait behind a task that was answered so. */
function stops({ row, verdict }: Ended): boolean {
  if (typeof verdict === 'string') return true;
  if (verdict.kind === 'refused' || verdict.kind === 'conflict') return row.blocksLane;
  return verdict.kind !== 'delivered' && verdict.kind !== 'conceded';
}

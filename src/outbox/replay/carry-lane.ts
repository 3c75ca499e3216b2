import { exchange } from '../send/exchange.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { inTimeWith } from './attempts.ts';
import type { Carriage } from './carriage.ts';
import type { Lane } from './lanes.ts';
import { type Begun, type Ended, Steps } from './steps.ts';

/**
 * Milliseconds. To a server that answers faster, tasks are begun together and ahead, as many as it answers in this time:
 * writing that costs more than asking it.
 */
const AHEAD = 50;
const MOST = 16;

/**
 * Peek, send, settle, delete: a lane's tasks one after the other, a request each. Dying at any await leaves either an
 * entry to send again (its key makes the effect single) or one whose outcome is known.
 */
export async function carryLane(carriage: Carriage, lane: Lane): Promise<void> {
  const { now } = carriage.outbox.environment;
  const steps = new Steps(carriage, lane.rows);
  let unsettled: readonly Ended[] = [];
  let room = 1;
  let current = await steps.advance([], room);
  while (current.length > 0) {
    const startedAt = now();
    const answering = sendAll(carriage, current);
    const advancing = room > 1 ? steps.advance(unsettled, room) : undefined;
    advancing?.catch(() => undefined); // Thrown below, when nothing is on its way any more.
    const ended = await answering;
    room = Math.min(Math.max(Math.floor((AHEAD * ended.length) / (now() - startedAt)), 1), MOST);
    let ahead = await advancing;
    unsettled = ahead ? ended : [...unsettled, ...ended];
    if (ended.some(stops)) {
      await steps.settle([...unsettled, ...(ahead ?? []).map(unsent)]);
      return;
    }
    if (ahead === undefined) {
      ahead = await steps.advance(unsettled, room);
      unsettled = [];
    }
    current = ahead;
  }
  await steps.settle(unsettled);
}

/** One after the other, up to the one behind which the others have to wait. */
async function sendAll(carriage: Carriage, begun: readonly Begun[]): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (const one of begun) {
    const { row, actsBefore } = one;
    const othersActed = () => carriage.outbox.othersActed() !== actsBefore;
    // Somebody may have paused or cancelled since it was begun: it is looked at again before it goes.
    if (othersActed()) carriage.lookAgain();
    if (othersActed() || ended.some(stops)) ended.push(unsent(one));
    else {
      const verdict = await send(carriage, one);
      ended.push({ row, verdict: inTimeWith(othersActed(), verdict) });
    }
  }
  return ended;
}

function unsent({ row }: Begun): Ended {
  return { row, verdict: 'unsent' };
}

function send({ outbox }: Carriage, { task, stored }: Begun): Promise<Verdict> {
  return exchange(outbox, task, stored, outbox.knowledge.rulesOf(task.taskType));
}

/** Whether the rest of its lane has to wait behind a task that was answered so. */
function stops({ row, verdict }: Ended): boolean {
  if (verdict === 'unsent') return true;
  if (verdict.kind === 'refused' || verdict.kind === 'conflict') return row.blocksLane;
  return verdict.kind !== 'delivered' && verdict.kind !== 'conceded';
}

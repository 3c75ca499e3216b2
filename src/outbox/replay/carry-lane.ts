import { exchange } from '../send/exchange.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Carriage } from './carriage.ts';
import type { Lane } from './lanes.ts';
import { type Begun, type Ended, Steps } from './steps.ts';

/** Milliseconds. To whoever answers as fast, the next task is begun meanwhile: writing that takes about as long. */
const QUICK = 20;

/**
 * Peek, send, settle, delete: a lane's tasks one after the other, a request each. Dying at any await leaves either an
 * entry to send again (its key makes the effect single) or one whose outcome is known. Says whether the lane has to stop.
 */
export async function carryLane(carriage: Carriage, lane: Lane): Promise<boolean> {
  const { now } = carriage.outbox.environment;
  const steps = new Steps(carriage, lane.rows);
  let unsettled: readonly Ended[] = [];
  let isQuick = false;
  let current = await steps.advance([]);
  while (current !== undefined) {
    const startedAt = now();
    const answering = send(carriage, current);
    const ahead = isQuick ? await steps.advance(unsettled) : undefined;
    const ended: Ended = { row: current.row, verdict: await answering };
    unsettled = isQuick ? [ended] : [...unsettled, ended];
    if (stops(ended)) {
      await steps.settle(ahead === undefined ? unsettled : [...unsettled, { row: ahead.row, verdict: 'unsent' }]);
      return true;
    }
    if (!isQuick) {
      current = await steps.advance(unsettled);
      unsettled = [];
    } else current = ahead;
    isQuick = now() - startedAt < QUICK;
  }
  await steps.settle(unsettled);
  return steps.isHalted;
}

function send({ outbox }: Carriage, { task, stored }: Begun): Promise<Verdict> {
  const sending = { ...outbox, timeout: outbox.limits.attempt };
  return exchange(sending, task, stored, outbox.knowledge.rulesOf(task.taskType));
}

/** Whether the rest of its lane has to wait behind a task that was answered so. */
function stops({ row, verdict }: Ended): boolean {
  if (verdict === 'unsent') return true;
  if (verdict.kind === 'refused' || verdict.kind === 'conflict') return row.blocksLane;
  return verdict.kind !== 'delivered' && verdict.kind !== 'conceded';
}

import { CLOCK_AHEAD_LIMIT, problem, type SentEntry, timeOf } from '../../src/protocol/index.ts';
import { Refusal } from '../handler/refusal.ts';

/**
 * A clock from far in the future would win against every edit until then. An old one is never refused: it is an edit that
 * was long on its way.
 * @throws Refusal `clock-ahead` that tells the server's time.
 */
export function refuseAhead(delta: readonly SentEntry[], now: number): void {
  const ahead = delta.find(({ clock }) => timeOf(clock) > now + CLOCK_AHEAD_LIMIT);
  if (ahead === undefined) return;
  const detail = `The clock of ${JSON.stringify(ahead.id)} is more than ${CLOCK_AHEAD_LIMIT} ms ahead: correct it by "now".`;
  throw new Refusal({ ...problem('clock-ahead', 409, 'A clock is ahead of the server.', detail), now });
}

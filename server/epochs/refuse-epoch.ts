import { type Entry, FIRST_EPOCH, problem } from '../../src/protocol/index.ts';
import { Refusal, refuse } from '../handler/refusal.ts';

/**
 * What is sealed under keys that the account has not, or not any more, is not taken: whoever was shut out could read it.
 * @throws Refusal `epoch-superseded`, `epoch-not-next`
 */
export function refuseOtherEpoch(sent: number, epoch: number): void {
  if (sent < epoch) throw epochSuperseded(epoch);
  if (sent > epoch) throw epochNotNext(epoch);
}

/**
 * Values say themselves what they are sealed under, in their first two bytes: who was let in with former keys does not pass what he
 * seals under them by naming the account's epoch. In the first one there are no former keys, and a value may be anything.
 * @throws Refusal `invalid-body`
 */
export function refuseFormerKeys(entries: readonly Entry[], epoch: number): void {
  if (epoch === FIRST_EPOCH) return;
  const other = entries.find(({ value }) => epochOf(value) !== epoch);
  if (other === undefined) return;
  const detail = `The value of "${other.id}" is not sealed under the keys of epoch ${epoch}, as the delta says.`;
  throw refuse('invalid-body', 400, 'A value is sealed under other keys.', detail);
}

function epochOf([high, low]: Uint8Array): number | undefined {
  return high === undefined || low === undefined ? undefined : 256 * high + low;
}

function epochSuperseded(epoch: number): Refusal {
  const detail = `Seal it under the keys of epoch ${epoch}: the words of the account are others now.`;
  return new Refusal({ ...problem('epoch-superseded', 409, 'The keys were changed.', detail), epoch });
}

export function epochNotNext(epoch: number): Refusal {
  const detail = `The account is in epoch ${epoch}.`;
  return new Refusal({ ...problem('epoch-not-next', 409, 'The account is in another epoch.', detail), epoch });
}

import { problem } from '../../src/protocol/index.ts';
import { Refusal } from '../handler/refusal.ts';

/**
 * What is sealed under keys that the account has not, or not any more, is not taken: whoever was shut out could read it.
 * @throws Refusal `epoch-superseded`, `epoch-not-next`
 */
export function refuseOtherEpoch(sent: number, epoch: number): void {
  if (sent < epoch) throw epochSuperseded(epoch);
  if (sent > epoch) throw epochNotNext(epoch);
}

function epochSuperseded(epoch: number): Refusal {
  const detail = `Seal it under the keys of epoch ${epoch}: the words of the account are others now.`;
  return new Refusal({ ...problem('epoch-superseded', 409, 'The keys were changed.', detail), epoch });
}

export function epochNotNext(epoch: number): Refusal {
  const detail = `The account is in epoch ${epoch}.`;
  return new Refusal({ ...problem('epoch-not-next', 409, 'The account is in another epoch.', detail), epoch });
}

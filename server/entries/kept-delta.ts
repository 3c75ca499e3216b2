import * as v from 'valibot';
import { CBOR, type DeltaAnswer, decodeCbor, encodeCbor, encodeDeltaAnswer } from '../../src/protocol/index.ts';
import type { AccountTransaction, KeptAnswer } from '../store/store.ts';

/** What is kept of an answer to a delta: the winners by their names, so that it takes no more room than what was sent. */
const KEPT_DELTA = 'application/x-backhaul-kept-delta';

const keptSchema = v.strictTuple([v.number(), v.number(), v.array(v.string())]);

export function keepDelta({ from, to, winners }: DeltaAnswer): KeptAnswer {
  return { status: 200, contentType: KEPT_DELTA, body: encodeCbor([from, to, winners.map(({ id }) => id)]) };
}

/** The answer as it goes out: each winner as it is now, which may be newer than it was; none of what was removed since. */
export async function tellDelta(transaction: AccountTransaction, kept: KeptAnswer): Promise<KeptAnswer> {
  if (kept.contentType !== KEPT_DELTA) return kept; // Kept by an older version, as it went out.
  const [from, to, ids] = v.parse(keptSchema, decodeCbor(kept.body));
  const winners = await transaction.findEntries(ids);
  return { status: 200, contentType: CBOR, body: encodeDeltaAnswer({ from, to, winners: inOrder(winners, ids) }) };
}

function inOrder<Named extends { readonly id: string }>(entries: readonly Named[], ids: readonly string[]): Named[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

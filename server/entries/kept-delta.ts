import * as v from 'valibot';
import { CBOR, type DeltaAnswer, decodeCbor, encodeCbor, encodeDeltaAnswer } from '../../src/protocol/index.ts';
import type { Telling } from '../idempotency/once-effect.ts';
import type { AccountTransaction, KeptAnswer } from '../store/store.ts';

/** What is kept of an answer to a delta: the winners by their names, so that it takes no more room than what was sent. */
const KEPT_DELTA = 'application/x-backhaul-kept-delta';

/** `from`, `to`, the winners, and the account's generation. */
const keptSchema = v.strictTuple([v.number(), v.number(), v.array(v.string()), v.string()]);

export function keepDelta({ from, to, winners }: DeltaAnswer, generation: string): KeptAnswer {
  const body = encodeCbor([from, to, winners.map(({ id }) => id), generation]);
  return { status: 200, contentType: KEPT_DELTA, body };
}

/** Merging a delta twice changes nothing. */
export const TELLING_DELTAS: Telling = { holds: holdsStill, tell: tellDelta };

/**
 * Whether the entries are where the answer says: in an account that was emptied or restored since they are not, and where a winner is
 * gone, the device would take its own entry for what everybody has. What an older version kept does not say.
 */
async function holdsStill(transaction: AccountTransaction, kept: KeptAnswer): Promise<boolean> {
  if (kept.contentType !== KEPT_DELTA) return false;
  const parsed = v.safeParse(keptSchema, decodeCbor(kept.body));
  if (!parsed.success) return false;
  const [, , ids, generation] = parsed.output;
  if (generation !== transaction.history.generation) return false;
  return (await transaction.findHeads(ids)).length === new Set(ids).size;
}

/** The answer as it goes out: each winner as it is now, which may be newer than it was. */
async function tellDelta(transaction: AccountTransaction, kept: KeptAnswer): Promise<KeptAnswer> {
  const [from, to, ids] = v.parse(keptSchema, decodeCbor(kept.body));
  const winners = await transaction.findEntries(ids);
  return { status: 200, contentType: CBOR, body: encodeDeltaAnswer({ from, to, winners: inOrder(winners, ids) }) };
}

function inOrder<Named extends { readonly id: string }>(entries: readonly Named[], ids: readonly string[]): Named[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

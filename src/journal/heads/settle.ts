import { deviceOf } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import { sameBytes } from '../edit/same-bytes.ts';
import type { EntryRow, JournalState } from '../store/rows.ts';
import { doubted, exactDigest, recorded, startedAgain, withHistory } from './exact.ts';
import { type Head, headIn, tagOf } from './head.ts';
import { doubtIn, type Facts, isConfirmed } from './judge.ts';
import { HEADS } from './names.ts';
import { pointsIn } from './points.ts';

/** At the end of a pull: compares what was read with what this and other devices know, and remembers it. */
export async function settle(context: JournalContext): Promise<void> {
  const { store, names, environment } = context;
  const rows = await store.inCollection(await names.collection(HEADS));
  const heads = (await Promise.all(rows.map((row) => headFrom(context, row)))).flatMap((head) => head ?? []);
  await store.change(async (draft) => {
    const read = await draft.state();
    if (read.history.standing.kind === 'doubted' || read.history.generation === null) return;
    const facts = factsOf(read, heads, context.account.device.id);
    const reason = doubtIn(facts);
    if (reason === undefined) draft.setState(recorded(confirmed(read, facts)));
    else draft.setState(startedAgain(doubted(read, reason, environment.now()))); // Whatever it has is read, the next time.
  });
}

interface DeviceHead extends Head {
  readonly row: EntryRow;
}

async function headFrom({ account }: JournalContext, row: EntryRow): Promise<DeviceHead | undefined> {
  const head = headIn(await openedOrNothing(account, row));
  return head && { ...head, row };
}

function factsOf(state: JournalState, heads: readonly DeviceHead[], device: string): Facts {
  const { cursor, history } = state;
  const { points, expected, generation, trustedClock } = history;
  const tag = tagOf(generation ?? '');
  const isTheirs = ({ row, generation }: DeviceHead) =>
    deviceOf(row.clock) !== device && sameBytes(generation, tag) && row.clock > (trustedClock ?? '');
  const maker = expected?.clock ? deviceOf(expected.clock) : undefined;
  return {
    cursor,
    digest: exactDigest(state),
    points: pointsIn(points),
    heads: heads.filter(isTheirs),
    expected: expected ?? undefined,
    pairingHead: heads.find(({ row }) => deviceOf(row.clock) === maker)?.row.clock,
  };
}

function confirmed(state: JournalState, facts: Facts): JournalState {
  return isConfirmed(facts) ? withHistory(state, { expected: null }) : state;
}

import type { DeltaAnswer } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import type { SentVersion } from '../journal.ts';
import type { JournalDraft } from '../store/journal-store.ts';
import { cleanRow } from '../store/rows.ts';
import { adopt, OVERTAKEN, receive } from './adopt.ts';
import { ownChange } from './own-changes.ts';

/** Clears what was sent and is still as it was sent, and adopts what won against it, in one transaction. */
export async function acknowledge(
  context: JournalContext,
  sent: readonly SentVersion[],
  { from, to, winners }: DeltaAnswer,
): Promise<void> {
  const lost = new Set(winners.map(({ id }) => id));
  const taken = sent.filter(({ id }) => !lost.has(id));
  for (;;) {
    const arrivals = await receive(context, winners);
    const changed = await context.store.change(async (draft) => {
      const cleared = await clear(draft, taken);
      const adopted = await adopt(draft, arrivals, (state) => ownChange(state, from, to));
      return adopted === OVERTAKEN ? OVERTAKEN : [...cleared, ...adopted];
    });
    if (changed === OVERTAKEN) continue;
    context.announce({ collections: [...new Set(changed)], cause: 'acknowledged' });
    return;
  }
}

async function clear(draft: JournalDraft, sent: readonly SentVersion[]): Promise<readonly string[]> {
  const rows = await draft.get(sent.map(({ id }) => id));
  const acknowledged = rows.filter((row, place) => row?.state === 'dirty' && row.clock === sent[place]?.clock);
  for (const row of acknowledged) if (row !== undefined) draft.put(cleanRow(row, row.collection));
  return acknowledged.flatMap((row) => row?.collection ?? []);
}

import type { Entry } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { openedOrNothing } from '../edit/opened.ts';
import type { PullOptions } from '../journal.ts';
import { adopt, OVERTAKEN } from '../merge/adopt.ts';
import { receiveWhole } from './receive-whole.ts';

/** Entries that could not be opened may be whole now, and nobody tells of them again. @throws JournalError */
export async function tryAgain(context: JournalContext, options: PullOptions): Promise<void> {
  const entries = await mayOpenNow(context);
  if (entries.length === 0) return;
  for (;;) {
    const arrivals = await receiveWhole(context, options, entries);
    const changed = await context.store.change((draft) =>
      adopt(draft, arrivals, { changes: [], fingerprints: new Map(), next: (state) => state }),
    );
    if (changed === OVERTAKEN) continue;
    context.announce({ collections: changed, cause: 'pulled' });
    return;
  }
}

/** For want of a chunk, or of a codec that is here now. */
async function mayOpenNow({ account, content, store }: JournalContext): Promise<readonly Entry[]> {
  const known = new Set(content.codecs.map(({ name }) => name));
  const looking = (await store.broken()).map(async ({ reason, ...entry }): Promise<readonly Entry[]> => {
    if (reason === 'chunk-missing') return [entry];
    const codec = reason === 'unknown-codec' ? (await openedOrNothing(account, entry))?.codec : undefined;
    return codec !== undefined && known.has(codec) ? [entry] : [];
  });
  return (await Promise.all(looking)).flat();
}

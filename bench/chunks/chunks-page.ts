/** The page of the bench about chunks: one large value, changed again and again. */

import { createAccount, signRequests } from '../../src/account/index.ts';
import { deltaTasks } from '../../src/app/tasks/delta-tasks.ts';
import { createClient, type JournalSync, syncJournal } from '../../src/client/index.ts';
import { CHUNK_SIZES } from '../../src/journal/chunks/chunk-sizes.ts';
import { browserJournalEnvironment } from '../../src/journal/environment.ts';
import { type Journal, journalBeforeSend, journalRules, usualKind } from '../../src/journal/index.ts';
import { journalOn } from '../../src/journal/open-journal.ts';
import { deflate } from '../../src/journal/seal/deflate.ts';
import { indexedDbJournalStore } from '../../src/journal/store/indexed-db-journal-store.ts';
import { encodeValue } from '../../src/journal/value/value-codec.ts';
import { broadcastChanges } from '../../src/journal/watch/change-channel.ts';
import { BATCH_PATH } from '../../src/protocol/index.ts';
import { newState, randomEdit, type State, smallChange } from './edits.ts';

/** How a value travels: in chunks as usual, or as a whole, as it would without them. */
export type Way = 'chunks' | 'whole';

export type Edit = 'first' | 'small' | 'random';

export interface ChunksPage {
  readonly open: (way: Way) => Promise<void>;
  /** Makes the next version of the value. */
  readonly edit: (edit: Edit) => void;
  /** Saves it, and waits until the server has it. Gives milliseconds until it was stored. */
  readonly save: () => Promise<number>;
  /** Bytes of the value, deflated as one. */
  readonly deflatedBytes: () => Promise<number>;
  /** Tasks of the main thread over 50 ms since it was last asked. */
  readonly longTasks: () => Promise<number>;
}

declare global {
  interface Window {
    chunksPage: ChunksPage;
  }
}

const COLLECTION = 'space:large';
const KEY = 'state';

let state: State;
let journal: Journal;
let sync: JournalSync;
let longTasks = 0;
const observer = new PerformanceObserver((list) => {
  longTasks += list.getEntries().length;
});
observer.observe({ type: 'longtask' });

const edits = { first: newState, small: () => smallChange(state), random: () => randomEdit(state) };

window.chunksPage = {
  open: async (way) => {
    const { account } = await createAccount();
    const name = `backhaul-journal:${account.id}`;
    journal = journalOn({
      account,
      kindOf: usualKind,
      content: {
        codecOf: () => undefined,
        codecs: [],
        sizes: way === 'chunks' ? CHUNK_SIZES : { ...CHUNK_SIZES, whole: Number.POSITIVE_INFINITY },
      },
      name,
      store: indexedDbJournalStore(name),
      channel: broadcastChanges(name),
      environment: browserJournalEnvironment,
    });
    const authorize = signRequests(async () => account);
    const open = async () => journal;
    const client = createClient({
      account: account.id,
      worker: '/sw.js',
      delivery: {
        batch: { url: BATCH_PATH },
        tasks: journalRules({ types: deltaTasks.map(({ type }) => type), open }),
        beforeSend: journalBeforeSend(open),
        authorize,
      },
    });
    await navigator.serviceWorker.ready;
    sync = syncJournal({ client, journal, tasks: deltaTasks, live: false, authorize });
  },
  edit: (edit) => {
    state = edits[edit]();
  },
  save: async () => {
    const start = performance.now();
    const saved = await sync.save([{ collection: COLLECTION, key: KEY, value: asValue(state) }]);
    if (saved.kind !== 'enqueued') throw new Error(`The save was ${saved.kind}.`);
    await Promise.all(saved.receipts.map(({ stored }) => stored));
    const stored = performance.now() - start;
    for (const { settled } of saved.receipts) {
      const { kind } = await settled;
      if (kind !== 'delivered') throw new Error(`The save was ${kind}.`);
    }
    return stored;
  },
  deflatedBytes: async () => (await deflate(encodeValue(asValue(state)))).length,
  longTasks: async () => {
    await new Promise<void>((resolve) => requestIdleCallback(() => setTimeout(resolve), { timeout: 5_000 }));
    const counted = longTasks + observer.takeRecords().length;
    longTasks = 0;
    return counted;
  },
};

function asValue({ counter, template, evals }: State) {
  return { counter, template, evals };
}

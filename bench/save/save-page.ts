/** The page of the benches about saving: the library by its public names, on an account of any size. */

import { createAccount, type SignRequest, signRequests } from '../../src/account/index.ts';
import { deltaTasks } from '../../src/app/tasks/delta-tasks.ts';
import { createClient, type JournalSync, type Receipt, syncJournal } from '../../src/client/index.ts';
import { type Change, type Journal, journalBeforeSend, journalRules, openJournal } from '../../src/journal/index.ts';
import { BATCH_PATH, decodeDelta } from '../../src/protocol/index.ts';
import { countRequests } from './count-requests.ts';
import { type SpaceSize, spaceChanges, stateBytes } from './spaces.ts';

/** One save, from the click on. Times in milliseconds. */
export interface MeasuredSave {
  /** Until the page can do something else. */
  readonly free: number;
  /** Until the request is safe on this device. */
  readonly stored: number;
  /** Requests to IndexedDB meanwhile. */
  readonly requests: number;
}

export interface SavePage {
  /** Makes an account with so many spaces, none of it sent. */
  readonly prepare: (spaces: number, size: SpaceSize) => Promise<void>;
  /** Takes everything for delivered, as if a server had acknowledged it. */
  readonly acknowledgeAll: () => Promise<void>;
  readonly rename: (name: string) => Promise<MeasuredSave>;
  readonly rotateKey: (space: number) => Promise<MeasuredSave>;
  /** Replaces a space's encryption state; gives how many bytes it deflates to. */
  readonly replaceState: (space: number, size: number) => Promise<number>;
  /** Enqueues all that waits. */
  readonly sendAll: () => Promise<void>;
  readonly waiting: () => number;
  /** Saves a name; gives how many other tasks still waited when it was delivered. */
  readonly passBy: (name: string) => Promise<number>;
  /** Resolves when everything that was saved so far is delivered. @throws Error for what was not */
  readonly isDelivered: () => Promise<void>;
  /** Tasks of the main thread over 50 ms since it was last asked. */
  readonly longTasks: () => number;
}

declare global {
  interface Window {
    savePage: SavePage;
  }
}

const SPACES_AT_ONCE = 25;

let journal: Journal;
let sync: JournalSync;
let authorize: SignRequest;
let longTasks = 0;
let receipts: Receipt[] = [];
new PerformanceObserver((list) => {
  longTasks += list.getEntries().length;
}).observe({ type: 'longtask' });

const client = () => opened;
let opened: ReturnType<typeof createClient>;

async function measured(changes: readonly Change[]): Promise<MeasuredSave> {
  const counting = countRequests();
  const start = performance.now();
  const saving = sync.save(changes);
  const free = performance.now() - start;
  const saved = await saving;
  if (saved.kind !== 'enqueued') throw new Error(`The save was ${saved.kind}.`);
  await Promise.all(saved.receipts.map(({ stored }) => stored));
  receipts.push(...saved.receipts);
  return { free, stored: performance.now() - start, requests: counting() };
}

async function deflatedBytes(value: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([value]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

window.savePage = {
  prepare: async (spaces, size) => {
    const { account } = await createAccount();
    journal = openJournal({ account });
    authorize = signRequests(async () => account);
    const open = async () => journal;
    opened = createClient({
      account: account.id,
      worker: '/sw.js',
      budget: { tasks: 20_000, bytes: 2 ** 30 },
      delivery: {
        batch: { url: BATCH_PATH },
        tasks: journalRules({ types: deltaTasks.map(({ type }) => type), open }),
        beforeSend: journalBeforeSend(open),
        authorize,
      },
    });
    await navigator.serviceWorker.ready;
    await journal.batch([{ collection: 'profile', key: 'displayName', value: 'Robin Vale' }]);
    for (let first = 0; first < spaces; first += SPACES_AT_ONCE) {
      const places = Array.from({ length: Math.min(SPACES_AT_ONCE, spaces - first) }, (_, place) => first + place);
      await Promise.all(places.map((place) => journal.batch(spaceChanges(place, size))));
    }
  },
  acknowledgeAll: async () => {
    let cursor = 0;
    for (const { name } of await journal.dirty()) {
      for (const { sent } of await deltasOf(name)) {
        await journal.acknowledge(sent, { from: cursor, to: cursor + sent.length, winners: [] });
        cursor += sent.length;
      }
    }
    sync = syncJournal({ client: client(), journal, tasks: deltaTasks, live: false, authorize });
  },
  rename: (name) => measured([{ collection: 'profile', key: 'displayName', value: name }]),
  rotateKey: (space) => {
    const keyId = crypto.randomUUID();
    const [change] = spaceChanges(space, { keys: 1, state: 0 });
    if (change === undefined || !('value' in change)) throw new Error('A space has a key.');
    const { collection, value } = change;
    return measured([
      { collection, key: `key:${keyId}`, value: { ...(value as object), keyId } },
      { collection, key: 'current-key', value: keyId },
    ]);
  },
  replaceState: async (space, size) => {
    const value = stateBytes(size);
    await measured([{ collection: `space:${space}`, key: 'state', value }]);
    return await deflatedBytes(value);
  },
  sendAll: async () => {
    sync = syncJournal({ client: client(), journal, tasks: deltaTasks, live: false, authorize });
  },
  waiting: () => client().snapshot().summary.waiting + client().snapshot().summary.sending,
  passBy: async (name) => {
    await window.savePage.rename(name);
    await receipts.at(-1)?.settled;
    return window.savePage.waiting();
  },
  isDelivered: async () => {
    const settlements = await Promise.all(receipts.map(({ settled }) => settled));
    receipts = [];
    const lost = settlements.find(({ kind }) => kind !== 'delivered' && kind !== 'superseded');
    if (lost !== undefined) throw new Error(`A save was ${lost.kind}.`);
    await new Promise<void>((resolve) => {
      const look = () => {
        if (window.savePage.waiting() > 0) return;
        stop();
        resolve();
      };
      const stop = client().subscribe(look);
      look();
    });
  },
  longTasks: () => {
    const counted = longTasks;
    longTasks = 0;
    return counted;
  },
};

async function deltasOf(name: string) {
  return (await journal.delta([name])).map(({ body }) => ({ sent: decodeDelta(body) }));
}

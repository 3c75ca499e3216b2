import type { Account, KeptAccount } from '../account/index.ts';
import { loaded } from '../outbox/index.ts';
import type { AccountId } from '../protocol/index.ts';
import { CHUNK_SIZES } from './chunks/chunk-sizes.ts';
import type { ContentRules } from './content-rules.ts';
import type { JournalContext } from './context.ts';
import { byEntry } from './edit/by-entry.ts';
import { readCollection, readEntry } from './edit/read.ts';
import { write } from './edit/write.ts';
import { browserJournalEnvironment, type JournalEnvironment } from './environment.ts';
import type { Change, CodecOf, Collection, Journal, KindOf, ValueCodec } from './journal.ts';
import { keepContext } from './kept-context.ts';
import { usualKind } from './kinds.ts';
import { Names } from './names/names.ts';
import { indexedDbJournalStore } from './store/indexed-db-journal-store.ts';
import type { JournalStore } from './store/journal-store.ts';
import { broadcastChanges, type ChangeChannel } from './watch/change-channel.ts';

export interface JournalOptions {
  readonly account: Account;
  /** Names, with the account, the database, the channel and the lock; `backhaul-journal` unless told. */
  readonly name?: string;
  /** Treats key material as such unless told otherwise. Whoever opens the journal, page or worker, gives the same. */
  readonly kindOf?: KindOf;
  /** Gives the codec that an entry is written with; none unless told. */
  readonly codecOf?: CodecOf;
  /** Those that what was written before may need. A page and a worker that read it give the same. */
  readonly codecs?: readonly ValueCodec[];
}

const NAME = 'backhaul-journal';

/** Opens the journal of this device's account, in a page or in a worker. Nothing is read before it is first used. */
export function openJournal({
  account,
  name: given = NAME,
  kindOf = usualKind,
  codecOf = () => undefined,
  codecs = [],
}: JournalOptions): Journal {
  const name = databaseOf(account.id, given);
  return journalOn({
    account,
    kindOf,
    content: { codecOf, codecs, sizes: CHUNK_SIZES },
    name,
    store: indexedDbJournalStore(name),
    channel: broadcastChanges(name),
    environment: browserJournalEnvironment,
  });
}

/** Removes the journal of an account whose keys this device has no more, or never kept. */
export function removeJournal(account: AccountId, name = NAME): Promise<void> {
  return indexedDbJournalStore(databaseOf(account, name)).destroy();
}

/** Another account must not begin behind this one's cursor. */
function databaseOf(account: AccountId, name: string): string {
  return `${name}:${account}`;
}

interface Parts {
  readonly account: Account;
  readonly kindOf: KindOf;
  readonly content: ContentRules;
  /** Of its database, where it has one. */
  readonly name: string;
  readonly store: JournalStore;
  readonly channel: ChangeChannel;
  readonly environment: JournalEnvironment;
  /** Where this device keeps the account; in this browser, unless told. */
  readonly kept?: KeptAccount;
}

/** The journal over whatever store, channel and clock: for tests, and for where a browser's are not to be had. */
export function journalOn({ account, kindOf, content, name, store, channel, environment, kept }: Parts): Journal {
  const names = new Names(account.blinding);
  const { announce } = channel;
  const exchange = loaded(() => import('./exchange.ts'));
  const refresh = async () => (await exchange()).refresh(context);
  const context: JournalContext = {
    account,
    kept,
    refresh,
    name,
    store,
    names,
    kindOf,
    content,
    environment,
    announce,
  };
  const inOrder = byEntry();
  const batch = (changes: readonly Change[]) =>
    inOrder(changes, () => write(context, changes, { mayOverwrite: false, cause: 'saved' }));
  const deltaByIds = async (ids: readonly string[]) => (await exchange()).deltaOf(context, ids);
  const idsOf = (collections: readonly string[]) => Promise.all(collections.map((each) => names.collection(each)));
  const pull: Journal['pull'] = async (options) => {
    const { pull } = await exchange();
    return await environment.exclusively(`${name}:pull`, () => pull(context, options));
  };
  const epochs = async () => (await exchange()).epochsOf(context, pull);
  channel.listen(({ cause }) => {
    if (cause === 'keys') refresh().catch(() => undefined); // They are looked for again when they are missed.
  });
  const close = () => {
    channel.close();
    store.close();
  };
  const journal: Journal = {
    account: account.id,
    device: account.device.id,
    collection: (collection) => collectionOf(context, channel, collection, batch),
    collectionId: (collection) => names.collection(collection),
    batch,
    delta: async (collections) => deltaByIds(await idsOf(collections)),
    deltaByIds,
    chunks: async (ids) => (await exchange()).sealedChunks(context, ids),
    markChunks: async (ids, are) => (await exchange()).markChunks(context, ids, are),
    dirty: async () => (await exchange()).listDirty(context),
    acknowledge: async (sent, answer) => (await exchange()).acknowledge(context, sent, answer),
    correct: async (serverNow) => (await exchange()).correct(context, serverNow),
    revert: async (collections) => (await exchange()).revert(context, await idsOf(collections)),
    pull,
    epochs,
    cursor: async () => (await store.state()).cursor,
    losers: async () => (await exchange()).listLosers(context),
    keepMine: async (loser) => {
      const { keepMine } = await exchange();
      await inOrder([loser], () => keepMine(context, loser));
    },
    keepTheirs: async ({ id }) => (await exchange()).letGo(context, id),
    broken: async () => (await store.broken()).map(({ id, clock, reason }) => ({ id, clock, reason })),
    isSyncOn: async () => (await store.state()).isSyncOn,
    setSyncOn: async (isSyncOn) => {
      await store.change(async (draft) => draft.setState({ ...(await draft.state()), isSyncOn }));
      announce({ collections: [], cause: 'settings' });
    },
    forgetServer: async () => (await exchange()).forgetServer(context),
    history: async () => (await exchange()).historyOf(context),
    trustServer: async () => (await exchange()).forgetServer(context),
    head: async () => (await exchange()).pairingHead(context),
    expectHead: async (head) => (await exchange()).expectHead(context, head),
    readAgain: async () => (await exchange()).readAgain(context),
    watch: channel.listen,
    close,
    destroy: async () => {
      close();
      await store.destroy();
    },
  };
  keepContext(journal, context);
  return journal;
}

function collectionOf(
  context: JournalContext,
  { listen }: ChangeChannel,
  name: string,
  batch: Journal['batch'],
): Collection {
  const id = context.names.collection(name);
  return {
    name,
    set: async (key, value) => void (await batch([{ collection: name, key, value }])),
    delete: async (key) => void (await batch([{ collection: name, key, isDeleted: true }])),
    get: (key) => readEntry(context, name, key),
    list: () => readCollection(context, name),
    watch: (listener) => {
      const stop = listen(async ({ collections }) => {
        if (collections.includes(await id)) listener();
      });
      return stop;
    },
  };
}

import type { Journal } from '../../journal/index.ts';
import type { JournalDelivery } from './journal-delivery.ts';
import type { JournalSync, JournalSyncState } from './journal-sync.ts';

interface Parts {
  readonly journal: Pick<Journal, 'account' | 'epochs' | 'isSyncOn'>;
  readonly origin: string;
  /** Asks the server as the device. */
  readonly read: (request: Request) => Promise<Response>;
  /** What is saved while this device needs other words stays here, and is looked for once it has them. */
  readonly delivery: Pick<JournalDelivery, 'enqueue' | 'look'>;
  readonly pull: () => Promise<void>;
  readonly show: (facts: Partial<JournalSyncState>) => void;
}

/** What a page does when the account's keys change. */
export interface KeyChanges extends Pick<JournalSync, 'rotate' | 'takeNewKeys'> {
  /** Ends a change of keys that was cut off, and brings a server that was set back to those of now. @throws what `JournalEpochs.resume` throws: it is tried again at the next sign */
  readonly resume: () => Promise<void>;
  /** Seals again what is under keys of the past, and sends it, a request's worth after another. Never rejects. */
  readonly reseal: () => Promise<void>;
}

export function keyChanges({ journal, origin, read, delivery, pull, show }: Parts, lifetime: AbortSignal): KeyChanges {
  const resealAll = async () => {
    const epochs = await journal.epochs();
    while (!lifetime.aborted) {
      const { sends } = await epochs.state();
      if (!sends || !(await journal.isSyncOn())) return;
      const some = await epochs.reseal();
      if (some === undefined) return;
      const saved = await delivery.enqueue(some.collections);
      if (saved.kind !== 'enqueued') return; // There is no room: it goes on at the next sign.
      await Promise.all(saved.receipts.map(({ settled }) => settled));
    }
  };
  const reseal = async () => {
    const once = async (lock: Lock | null) => {
      if (lock !== null) await resealAll(); // One tab does it, once at a time.
    };
    await navigator.locks
      .request(`backhaul-reseal:${journal.account}`, { ifAvailable: true }, once)
      .catch(() => undefined);
  };
  const showState = async () => {
    const { keys, resealing } = await (await journal.epochs()).state();
    show({ keys, resealing });
  };
  const lookAgain = () => {
    reseal().catch(() => undefined);
    delivery.look().catch(() => undefined);
  };
  return {
    rotate: async (prepared, { revoke = [] } = {}) => {
      const epochs = await journal.epochs();
      await epochs.rotate(prepared, { origin, read, revoke }).finally(showState);
      lookAgain();
    },
    takeNewKeys: async (phraseOrLink) => {
      const epochs = await journal.epochs();
      await epochs.take(phraseOrLink, { origin });
      await showState();
      lookAgain();
      await pull().catch(() => undefined); // It is tried again at the next sign.
    },
    resume: async () => {
      const { state, resume, check } = await journal.epochs();
      if ((await state()).keys !== 'changing') return;
      await resume({ origin, read });
      await check({ origin, read });
      lookAgain();
      await pull().catch(() => undefined); // What was not read for doubt.
    },
    reseal,
  };
}

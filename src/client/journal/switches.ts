import { collectionsOf } from '../../journal/delivery/index.ts';
import type { QueueTask } from '../../protocol/index.ts';
import type { Receipt } from '../client.ts';
import { byGroup } from './groups.ts';
import type { DeliveryParts, JournalDelivery } from './journal-delivery.ts';
import type { JournalSync } from './journal-sync.ts';
import { removalTask } from './tasks.ts';
import { untilNone } from './until-none.ts';

type Switches = Pick<JournalSync, 'cancel' | 'discard' | 'turnOff' | 'turnOn' | 'removeFromServer'>;

/** What a person does about a journal's sync, beside saving. */
export function switches(parts: DeliveryParts, delivery: JournalDelivery, lifetime: AbortSignal): Switches {
  const { client, journal, origin, isOurs } = parts;

  /** Off in the journal first: what is enqueued by another tab in this moment is then dropped by whoever delivers. */
  const turnOff = async () => {
    await journal.setSyncOn(false);
    await delivery.turns.quiet();
    return await client.purge(isOurs);
  };

  return {
    discard: (taskId) => takeBack(parts, delivery, taskId, (id) => client.discard(id)),
    cancel: (taskId) => takeBack(parts, delivery, taskId, (id) => client.cancel(id)),
    turnOff,
    turnOn: async () => {
      await journal.setSyncOn(true);
      await delivery.look();
    },
    removeFromServer: async (): Promise<Receipt> => {
      await turnOff();
      // What is on its way would arrive after the removal. One that is listed as waiting is purged, unheard of by this page.
      const isLeft = (task: QueueTask) => (task.status === 'pending' || task.status === 'processing') && isOurs(task);
      await untilNone(client, isLeft, lifetime);
      const receipt = client.enqueue(removalTask({ account: journal.account, origin }), {});
      await receipt.stored;
      return receipt;
    },
  };
}

/** In its group's turn: nobody may find it gone and enqueue again what it carried, before that is taken back. */
async function takeBack(
  { client, journal, groupOf, isOurs }: DeliveryParts,
  { turns }: JournalDelivery,
  taskId: string,
  end: (taskId: string) => Promise<void>,
): Promise<void> {
  const task = client.snapshot().tasks.find(({ id }) => id === taskId);
  const ids = new Set(task !== undefined && isOurs(task) ? collectionsOf(task.context) : []);
  const names = (await journal.dirty()).flatMap(({ id, name }) => (ids.has(id) ? [name] : []));
  const carriesTheSame = (other: QueueTask) =>
    other.status === 'failed' && isOurs(other) && collectionsOf(other.context).some((id) => ids.has(id));
  const work = async () => {
    await end(taskId);
    if (client.snapshot().tasks.some((other) => other.id !== taskId && carriesTheSame(other))) {
      await client.purge(carriesTheSame); // Parts of it, or the delta that waited for this part.
    }
    if (names.length > 0) await journal.revert(names);
  };
  const keys = byGroup(names, groupOf).map(([{ key }]) => key);
  await keys.reduce((inner, key) => () => turns.run(key, inner), work)();
}

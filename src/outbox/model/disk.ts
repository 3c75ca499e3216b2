import type { Ledger } from '../ledger/ledger.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { memoryQueue } from '../queue/memory-queue.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import type { HistoryEvent } from './history.ts';
import type { Process } from './process.ts';

/** What outlives every process. */
export interface Disk {
  readonly queue: RequestQueue;
  readonly ledger: Ledger;
}

export function emptyDisk(note: (event: HistoryEvent) => void): Disk {
  const queue = memoryQueue();
  return {
    ledger: memoryLedger((change) => note({ kind: 'told', change })),
    queue: {
      ...queue,
      push: async (request, stamp) => {
        const place = await queue.push(request, stamp);
        note({ kind: 'stored', stamp, place });
        return place;
      },
    },
  };
}

/** The disk as one process sees it. */
export function seenBy(process: Process, { queue, ledger }: Disk): Disk {
  return {
    queue: {
      push: (request, stamp) => process.act('queue.push', () => queue.push(request, stamp)),
      keys: () => process.act('queue.keys', queue.keys),
      read: (keys) => process.act('queue.read', () => queue.read(keys)),
      remove: (keys) => process.act('queue.remove', () => queue.remove(keys)),
    },
    ledger: {
      read: () => process.act('ledger.read', ledger.read),
      sequence: () => process.act('ledger.sequence', ledger.sequence),
      change: (edit) => process.act('ledger.change', () => ledger.change(edit)),
    },
  };
}

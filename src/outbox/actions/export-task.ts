import type { QueueTask } from '../../protocol/index.ts';
import { BackhaulError } from '../errors.ts';
import type { StoredRequest } from '../queue/stored-request.ts';
import type { Stores } from './stores.ts';

/** A task with the request as it was stored; without it when that is gone or cannot be read. */
export interface ExportedTask {
  readonly task: QueueTask;
  readonly request: StoredRequest | undefined;
  /** Its lane; `null` where it is alone in one. */
  readonly orderingKey: string | null;
}

/** Everything that this device has of a task, for the person to keep. @throws BackhaulError `task-unknown` */
export async function exportTask({ ledger, queue }: Stores, id: string): Promise<ExportedTask> {
  const row = await ledger.change((draft) => draft.get(id));
  if (row === undefined) throw new BackhaulError('task-unknown', { id });
  const [entry] = row.place === null ? [] : await queue.read([row.place]);
  const request = entry?.kind === 'readable' ? entry.request : undefined;
  return { task: row.task, request, orderingKey: row.orderingKey };
}

import { destroy, type OpenOutbox, pause, storesOf } from '../outbox/index.ts';
import type { WorkerLink } from './worker/worker-link.ts';

/** Removes everything of an outbox. Whoever is sending ends first: a replay under way would write what is being removed. */
export async function destroyOutbox(outbox: OpenOutbox, link: WorkerLink): Promise<void> {
  const { names, rows, environment } = outbox;
  await pause(storesOf(outbox));
  await environment.exclusively(names.lock, async () => {
    await link.unregister();
    await destroy(names, rows);
  });
}

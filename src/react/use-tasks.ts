import { useSyncExternalStore } from 'react';
import type { QueueTask } from '../client/index.ts';
import { useClient } from './provider.ts';

/** All tasks that are listed on this device, oldest first. */
export function useTasks(): readonly QueueTask[] {
  const client = useClient();
  return useSyncExternalStore(client.subscribe, () => client.snapshot().tasks);
}

/** One task, `undefined` when it is not listed; renders again only when this task changed. */
export function useTask(id: string): QueueTask | undefined {
  const client = useClient();
  return useSyncExternalStore(client.subscribe, () => client.snapshot().tasks.find((task) => task.id === id));
}

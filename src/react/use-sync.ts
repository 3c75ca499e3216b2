import { useSyncExternalStore } from 'react';
import type { Snapshot } from '../client/index.ts';
import { useClient } from './provider.ts';

/** Everything there is to show of the outbox; renders again only when it changed. */
export function useSync(): Snapshot {
  const client = useClient();
  return useSyncExternalStore(client.subscribe, client.snapshot);
}

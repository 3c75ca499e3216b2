import type { StandardSchemaV1 } from '@standard-schema/spec';
import { useCallback } from 'react';
import type { Receipt, TaskDefinition } from '../client/index.ts';
import { useClient } from './provider.ts';

/** A function that enqueues tasks of one kind; the same function as long as client and kind are the same. */
export function useEnqueue<Schema extends StandardSchemaV1>(
  task: TaskDefinition<Schema>,
): (context: StandardSchemaV1.InferInput<Schema>) => Receipt {
  const client = useClient();
  return useCallback((context) => client.enqueue(task, context), [client, task]);
}

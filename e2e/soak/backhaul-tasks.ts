import { defineTask } from 'backhaul';
import * as v from 'valibot';
import { saveRequest } from './save-request.ts';

const contextSchema = v.object({
  kind: v.picklist(['message', 'save', 'delete']),
  entry: v.string(),
  lane: v.string(),
  clock: v.string(),
  value: v.nullable(v.string()),
});

/** What a page of this account enqueues. */
export function tasksOf(account: string) {
  const inItsLane = {
    version: 1,
    context: contextSchema,
    request: (task: v.InferOutput<typeof contextSchema>) => saveRequest(account, task),
    orderingKey: ({ lane }: { readonly lane: string }) => lane,
  };
  return {
    message: defineTask({ ...inItsLane, type: 'message' }),
    delete: defineTask({ ...inItsLane, type: 'delete' }),
    save: defineTask({ ...inItsLane, type: 'save', replaces: ({ entry }) => entry }),
  };
}

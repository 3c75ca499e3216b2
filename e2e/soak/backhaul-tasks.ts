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

const inItsLane = {
  version: 1,
  context: contextSchema,
  request: (task: v.InferOutput<typeof contextSchema>) => saveRequest(task),
  orderingKey: ({ lane }: { readonly lane: string }) => lane,
};

export const tasks = {
  message: defineTask({ ...inItsLane, type: 'message' }),
  delete: defineTask({ ...inItsLane, type: 'delete' }),
  save: defineTask({ ...inItsLane, type: 'save', replaces: ({ entry }) => entry }),
};

import type { QueueTask } from 'backhaul';
import { REMOVE_FROM_SERVER } from 'backhaul/journal';
import { type RemovalReceipt, removalReceiptSchema } from 'backhaul/protocol';
import * as v from 'valibot';

/** How far the removal has come. */
export type Removal =
  | { readonly kind: 'not-asked-for' }
  | { readonly kind: 'under-way' }
  | ({ readonly kind: 'removed' } & RemovalReceipt)
  /** The task waits for the person. */
  | { readonly kind: 'failed' };

const receiptSchema = v.pipe(v.string(), v.parseJson(), removalReceiptSchema);

/** What became of the newest removal, as long as its task is listed. `tasks` are the oldest first. */
export function removalOf(tasks: readonly QueueTask[]): Removal {
  const task = tasks.findLast(({ taskType }) => taskType === REMOVE_FROM_SERVER);
  switch (task?.status) {
    case undefined:
      return { kind: 'not-asked-for' };
    case 'pending':
    case 'processing':
      return { kind: 'under-way' };
    case 'failed':
      return { kind: 'failed' };
    case 'completed': {
      if (task.outcome.kind !== 'delivered') return { kind: 'not-asked-for' };
      const receipt = v.safeParse(receiptSchema, task.outcome.answer.body);
      return receipt.success ? { kind: 'removed', ...receipt.output } : { kind: 'not-asked-for' };
    }
  }
}

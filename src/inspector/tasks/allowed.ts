import type { QueueTask } from '../../client/index.ts';
import type { InspectorOptions } from '../options.ts';

export type Action = 'retry' | 'edit' | 'discard' | 'cancel';

/** What a person can do about a task. */
export function allowedFor(task: QueueTask, { canEdit, canCancel }: InspectorOptions): readonly Action[] {
  switch (task.status) {
    case 'failed':
      return [
        ...(hasRequest(task) ? (['retry'] as const) : []),
        ...(canEdit?.(task) === true ? (['edit'] as const) : []),
        'discard',
      ];
    case 'pending':
      return canCancel?.(task) === false ? [] : ['cancel'];
    default:
      return [];
  }
}

/** A task whose request is gone would only fail again. */
function hasRequest({ error }: Extract<QueueTask, { status: 'failed' }>): boolean {
  return error.code === 'refused' || error.code === 'conflict';
}

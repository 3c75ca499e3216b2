import { type Controls, isControls } from './controls.ts';
import { hasFields, isAbsentOr, isListOf, isNumber, isTagged, isText } from './shape.ts';
import { isQueueTask, type QueueTask } from './task.ts';

/**
 * What is told to every page, over a BroadcastChannel. A hint only: the ledger is what counts. `sequence` counts the
 * ledger's transactions: a page that misses one reads the ledger again.
 */
export interface TasksChanged {
  readonly type: 'backhaul:tasks-changed';
  readonly sequence: number;
  readonly changed: readonly QueueTask[];
  readonly removed: readonly string[];
  /** There when they changed. */
  readonly controls?: Controls;
}

const isForPage = isTagged('type', {
  'backhaul:tasks-changed': hasFields({
    sequence: isNumber,
    changed: isListOf(isQueueTask),
    removed: isListOf(isText),
    controls: isAbsentOr(isControls),
  }),
});

export function isTasksChanged(value: unknown): value is TasksChanged {
  return isForPage(value);
}

/** What is told when the ledger itself is gone: it may begin again at 0. */
export const LEDGER_IS_GONE: TasksChanged = { type: 'backhaul:tasks-changed', sequence: -1, changed: [], removed: [] };

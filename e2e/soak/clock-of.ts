const DEVICE = '50a50a50a50a50a5';

/** The clock of a task's edit: later than those of all tasks before it. */
export function clockOf(startedAt: number, task: number): string {
  return `${(startedAt + task).toString(16).padStart(12, '0')}-0000-${DEVICE}`;
}

/** What may wait on this device at most: tasks that are not delivered, failed ones included, and bytes of their bodies. */
export interface Budget {
  readonly tasks: number;
  readonly bytes: number;
}

export const DEFAULT_BUDGET: Budget = { tasks: 1_000, bytes: 64 * 1024 * 1024 };

import type { Controls, TasksChanged } from '../../protocol/index.ts';
import type { LedgerRow } from './row.ts';

/** What is known of every task's status. Derivable from the queue, except for outcomes. */
export interface Ledger {
  /** All rows, oldest task first, and the number of the last change they include. */
  readonly read: () => Promise<LedgerSnapshot>;
  /** The number of the last change alone. */
  readonly sequence: () => Promise<number>;
  /**
   * Runs `edit` in one transaction, counts it in the sequence if it changed anything, and announces it once it is
   * committed. `edit` may await nothing but its draft. When it throws, nothing has changed.
   */
  readonly change: <Result>(edit: (draft: Draft) => Promise<Result>) => Promise<Result>;
}

export interface LedgerSnapshot {
  readonly sequence: number;
  readonly rows: readonly LedgerRow[];
  readonly controls: Controls;
}

/** What rows can be found by besides their id. */
export type RowIndex = 'replaces' | 'creates' | 'dependsOn';

/** The ledger as seen from inside one transaction. Writes need not be awaited: reads that follow see them. */
export interface Draft {
  readonly get: (id: string) => Promise<LedgerRow | undefined>;
  readonly findBy: (index: RowIndex, key: string) => Promise<readonly LedgerRow[]>;
  readonly put: (row: LedgerRow) => void;
  readonly remove: (id: string) => void;
  readonly controls: () => Promise<Controls>;
  readonly setControls: (controls: Controls) => void;
}

export type Announce = (change: TasksChanged) => void;

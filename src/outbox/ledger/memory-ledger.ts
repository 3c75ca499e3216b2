import { type Controls, NO_CONTROLS } from '../../protocol/index.ts';
import { Changes } from './changes.ts';
import type { Announce, Draft, Ledger, RowIndex } from './ledger.ts';
import { byAge, type LedgerRow } from './row.ts';

interface Contents {
  readonly rows: ReadonlyMap<string, LedgerRow>;
  readonly controls: Controls;
  readonly sequence: number;
}

const NOTHING: Contents = { rows: new Map(), controls: NO_CONTROLS, sequence: 0 };

/** A ledger that lives as long as its owner, for tests. */
export function memoryLedger(announce: Announce): Ledger {
  let contents = NOTHING;
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const running = tail.then(work);
    tail = running.catch(() => undefined);
    return running;
  };
  return {
    read: async () => {
      const { sequence, rows, controls } = contents;
      return { sequence, rows: [...rows.values()].sort(byAge), controls };
    },
    sequence: async () => contents.sequence,
    change: (edit) =>
      inTurn(async () => {
        const changes = new Changes();
        const draft = new MemoryDraft(contents, changes);
        const result = await edit(draft);
        if (changes.isEmpty) return result;
        contents = draft.contents(contents.sequence + 1);
        announce(changes.announcement(contents.sequence));
        return result;
      }),
  };
}

/** Works on a copy, which takes the place of the contents when the edit has not thrown. */
class MemoryDraft implements Draft {
  readonly #rows: Map<string, LedgerRow>;
  readonly #changes: Changes;
  #controls: Controls;

  constructor({ rows, controls }: Contents, changes: Changes) {
    this.#rows = new Map(rows);
    this.#controls = controls;
    this.#changes = changes;
  }

  readonly get = async (id: string) => this.#rows.get(id);

  readonly findBy = async (index: RowIndex, key: string) =>
    [...this.#rows.values()].filter((row) => [row[index]].flat().includes(key));

  readonly put = (row: LedgerRow): void => {
    this.#rows.set(row.id, row);
    this.#changes.put(row);
  };

  readonly remove = (id: string): void => {
    this.#rows.delete(id);
    this.#changes.remove(id);
  };

  readonly controls = async () => this.#controls;

  readonly setControls = (controls: Controls): void => {
    this.#controls = controls;
    this.#changes.control(controls);
  };

  contents(sequence: number): Contents {
    return { rows: this.#rows, controls: this.#controls, sequence };
  }
}

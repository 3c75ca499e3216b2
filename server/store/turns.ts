import { StorageUnavailableError } from './store.ts';

/** Those that wait for one name at most: who comes then is sent away, and tries again later. */
const LONGEST_LINE = 200;

/**
 * Has work of the same name done one after the other, before it asks for anything that others need too. Transactions of one
 * account wait for each other anyway: in the database they would each hold a connection while they do.
 */
export class Turns {
  readonly #lines = new Map<string, { last: Promise<unknown>; waiting: number }>();

  /** @throws StorageUnavailableError when too many wait already. */
  async take<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(name) ?? { last: Promise.resolve(), waiting: 0 };
    if (line.waiting >= LONGEST_LINE) throw new StorageUnavailableError('Too much waits for this account.');
    line.waiting += 1;
    this.#lines.set(name, line);
    const turn = line.last.then(work);
    line.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) this.#lines.delete(name);
    }
  }
}

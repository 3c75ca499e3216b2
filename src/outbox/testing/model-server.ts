import { answer, type Received } from './test-server.ts';

/** What goes wrong with one request. `lost` has its effect, and its answer does not arrive. */
export type Fault = 'none' | 'busy' | 'lost' | 'unheard';

/** Things with a value, by their names: the simplest state that creating, editing and removing make sense in. */
export class ModelServer {
  readonly state = new Map<string, string>();
  readonly #applied = new Set<string>();
  readonly #faults: Fault[];

  /** Each request meets the next fault; those after the last one meet none. */
  constructor(faults: readonly Fault[]) {
    this.#faults = [...faults];
  }

  readonly respond = (request: Received): Response => {
    const fault = this.#faults.shift() ?? 'none';
    if (fault === 'busy') return answer(503);
    if (fault !== 'unheard') this.#apply(request);
    if (fault !== 'none') throw new TypeError('Failed to fetch');
    return answer(204);
  };

  /** Once for each key, as every server that knows idempotency keys. */
  #apply({ key, body }: Received): void {
    if (this.#applied.has(key)) return;
    this.#applied.add(key);
    const [operation = '', name = '', value = ''] = body.split(' ');
    if (operation === 'remove') this.state.delete(name);
    else if (operation !== 'edit' || this.state.has(name)) this.state.set(name, value);
  }
}

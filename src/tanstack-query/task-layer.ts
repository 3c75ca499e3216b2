import type { Answer, Settlement } from '../client/index.ts';
import type { Layer } from './layers.ts';

/** A layer that knows what to leave behind when it is settled. */
export interface TaskLayer<Data> extends Layer<Data> {
  /** What the answer makes of the data. Without it they stay as they were shown, until they are fetched. */
  reconcile?(data: Data, answer: Answer): Data;
}

/** What a task has done once it is settled: nothing, or something that the page now knows exactly or as it was shown. */
export interface Ending<Data> {
  readonly effect: Layer<Data>['lay'] | undefined;
  /** Whether the data are now what the server has, as far as the task goes. */
  readonly isExact: boolean;
}

export function endingOf<Data>(layer: TaskLayer<Data>, settlement: Settlement): Ending<Data> {
  if (settlement.kind !== 'delivered') return { effect: undefined, isExact: settlement.kind === 'not-stored' };
  const { reconcile } = layer;
  if (reconcile === undefined) return { effect: layer.lay, isExact: false };
  return { effect: (data) => reconcile(data, settlement.answer), isExact: true };
}

import { NAVIGATION } from '../settings/names.ts';
import { ordersAfterMove } from '../settings/space-order.ts';
import { orderChange } from '../settings/space-summary.ts';
import type { AppModel } from './app-model.ts';
import type { LiveView } from './live-view.ts';
import type { SaveChanges } from './save-changes.ts';

/** Shows a space at its new place at once, and saves where that is. */
export function spaceMover(view: Pick<LiveView, 'current' | 'showWhile'>, save: SaveChanges): AppModel['moveSpace'] {
  return async (spaceId, before) => {
    const orders = ordersAfterMove(view.current().spaces, spaceId, before);
    if (orders.size === 0) return { kind: 'nothing-changed' };
    const saving = save([...orders].map(([id, order]) => orderChange(id, order)));
    view.showWhile({ of: NAVIGATION, orders }, saving);
    return await saving;
  };
}

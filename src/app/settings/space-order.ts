/** A space's place among the others: the lower, the nearer to the top. Equal ones follow their ids. */
export interface Placed {
  readonly id: string;
  readonly order: number;
}

export function byOrder(a: Placed, b: Placed): number {
  return a.order - b.order || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/**
 * The new orders, by id, with which a space comes before another one, or last before nothing: its own alone, for as long as
 * there is a number between its neighbours'. `spaces` are in their order.
 */
export function ordersAfterMove(
  spaces: readonly Placed[],
  id: string,
  before: string | undefined,
): ReadonlyMap<string, number> {
  const moved = spaces.find((space) => space.id === id);
  if (moved === undefined || before === id) return new Map();
  const others = spaces.filter((space) => space !== moved);
  const found = others.findIndex((space) => space.id === before);
  const place = found === -1 ? others.length : found;
  if (spaces[place] === moved) return new Map();
  const order = between(others[place - 1]?.order, others[place]?.order);
  if (order !== undefined) return new Map([[id, order]]);
  return new Map(others.toSpliced(place, 0, moved).map((space, index) => [space.id, index]));
}

/** A number between these two, or beyond the only one; nothing where there is no room. */
function between(low: number | undefined, high: number | undefined): number | undefined {
  const [least, most] = [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
  const order = inTheMiddle(low, high);
  return Number.isFinite(order) && least < order && order < most ? order : undefined;
}

function inTheMiddle(low: number | undefined, high: number | undefined): number {
  if (low === undefined) return high === undefined ? 0 : Math.ceil(high) - 1;
  return high === undefined ? Math.floor(low) + 1 : low / 2 + high / 2;
}

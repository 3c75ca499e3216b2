/**
 * What one task that is not settled does to the data of a query. A method, not a property: what a query holds is what the app
 * says that it holds, as for TanStack's own `getQueryData<Data>()`.
 */
export interface Layer<Data> {
  /** The task's id. */
  readonly id: string;
  lay(data: Data): Data;
}

/** The same once the task is delivered: it keeps its place among those that are not. */
interface DeliveredLayer<Data> extends Layer<Data> {
  readonly isDelivered: true;
}

/** The data as the server gave them, `undefined` while there are none, and what is laid over them, oldest first. */
export interface Layered<Data> {
  readonly base: Data | undefined;
  readonly layers: readonly (Layer<Data> | DeliveredLayer<Data>)[];
}

/** What a page shows. */
export function shown<Data>({ base, layers }: Layered<Data>): Data | undefined {
  return base === undefined ? undefined : layers.reduce<Data>((data, layer) => layer.lay(data), base);
}

/** One more layer, on top. */
export function add<Data>({ base, layers }: Layered<Data>, layer: Layer<Data>): Layered<Data> {
  return { base, layers: [...layers, layer] };
}

/** Other data below what is still to come; what was delivered is in them. */
export function rebase<Data>({ layers }: Layered<Data>, base: Data | undefined): Layered<Data> {
  return { base, layers: layers.filter((layer) => !isDelivered(layer)) };
}

/** Without a task that has no effect. */
export function remove<Data>({ base, layers }: Layered<Data>, id: string): Layered<Data> {
  return sunk({ base, layers: layers.filter((layer) => layer.id !== id) });
}

/** With what a task has done. Tasks are heard of in any order; the data keep the order in which they were laid. */
export function deliver<Data>({ base, layers }: Layered<Data>, id: string, lay: Layer<Data>['lay']): Layered<Data> {
  const delivered: DeliveredLayer<Data> = { id, lay, isDelivered: true };
  return sunk({ base, layers: layers.map((layer) => (layer.id === id ? delivered : layer)) });
}

/** What was delivered and has nothing below it that is still to come belongs to the base. */
function sunk<Data>({ base, layers }: Layered<Data>): Layered<Data> {
  const place = layers.findIndex((layer) => !isDelivered(layer));
  const height = place === -1 ? layers.length : place;
  return { base: shown({ base, layers: layers.slice(0, height) }), layers: layers.slice(height) };
}

function isDelivered<Data>(layer: Layer<Data>): layer is DeliveredLayer<Data> {
  return 'isDelivered' in layer;
}

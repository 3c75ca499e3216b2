/** The place of the row at a height in a list of `count` rows, or of the nearest one. */
export function placeAt(height: number, rowHeight: number, count: number): number {
  return Math.min(Math.max(Math.floor(height / rowHeight), 0), count - 1);
}

/** Where the row of a place is shown while another one is dragged over the list. */
export function shownPlace(place: number, from: number, to: number): number {
  if (place === from) return to;
  if (from < place && place <= to) return place - 1;
  return to <= place && place < from ? place + 1 : place;
}

/** Before which one the moved one then stands; nothing for the end of the list. */
export function idAfter<Id>(ids: readonly Id[], from: number, to: number): Id | undefined {
  return ids[to < from ? to : to + 1];
}

/** How many pixels to scroll in a frame with the pointer so near to the upper (below 0) or lower edge. */
export function scrollStep(pointer: number, top: number, bottom: number): number {
  const above = top + EDGE - pointer;
  const below = pointer - (bottom - EDGE);
  if (above > 0) return -Math.ceil(Math.min(above, EDGE) / 4);
  return below > 0 ? Math.ceil(Math.min(below, EDGE) / 4) : 0;
}

const EDGE = 40;

/** The collection of all devices' heads, by device. No app's collection is called so. */
export const HEADS = 'backhaul';

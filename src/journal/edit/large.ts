/** What large values take: loaded when there is one. */
export const large = () => import('../chunks/index.ts');

/** Offline before it was cached, it cannot be loaded: what is saved must be kept all the same, as a whole. */
export const largeIfThere = () => large().catch(() => undefined);

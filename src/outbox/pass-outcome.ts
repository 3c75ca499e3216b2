/** What is left when a pass ends: nothing that it could still bring, or so many tasks. */
export type PassOutcome = { readonly kind: 'drained' } | { readonly kind: 'unfinished'; readonly tasks: number };

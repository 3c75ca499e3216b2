/** What a page is cut by. */
export interface SizedHead {
  readonly cursor: number;
  readonly bytes: number;
}

/** How many of these a page of at most `entries` and about `bytes` holds: one at least, if there is one. */
export function fitting(
  heads: readonly SizedHead[],
  bounds: { readonly entries: number; readonly bytes: number },
): number {
  let bytes = 0;
  const beyond = heads.findIndex((head, index) => {
    bytes += head.bytes;
    return index === bounds.entries || (index > 0 && bytes > bounds.bytes);
  });
  return beyond === -1 ? heads.length : beyond;
}

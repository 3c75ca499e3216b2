/** The ways in which code asks IndexedDB for something. */
const STORE = [
  'add',
  'put',
  'get',
  'getAll',
  'getAllKeys',
  'getKey',
  'count',
  'delete',
  'openCursor',
  'openKeyCursor',
] as const;
const INDEX = ['get', 'getAll', 'getAllKeys', 'getKey', 'count', 'openCursor', 'openKeyCursor'] as const;

let requests = 0;

watch(IDBObjectStore.prototype, STORE);
watch(IDBIndex.prototype, INDEX);

/** Counts from now on; calling what it gives tells how many there were. */
export function countRequests(): () => number {
  const before = requests;
  return () => requests - before;
}

function watch<Name extends string>(prototype: Record<Name, unknown>, names: readonly Name[]): void {
  for (const name of names) {
    const original = prototype[name] as (...given: unknown[]) => unknown;
    prototype[name] = function (this: unknown, ...given: unknown[]) {
      requests += 1;
      return original.apply(this, given);
    };
  }
}

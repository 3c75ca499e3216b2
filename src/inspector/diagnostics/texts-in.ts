/** Every text in a task's context, to any depth. The names of its own fields are the app's; those further in may be a person's. */
export function textsIn(context: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  gather(isPlainObject(context) ? Object.values(context) : context, found);
  return found;
}

function gather(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (value instanceof Map || value instanceof Set || Array.isArray(value))
    for (const each of value) gather(each, found);
  else if (isPlainObject(value)) gather(Object.entries(value), found);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value);
}

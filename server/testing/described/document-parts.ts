import type { Json } from '../../openapi/json-schema.ts';

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands there, or an empty object where there is nothing. */
export function objectAt(document: Json, steps: readonly string[]): Json {
  let found: unknown = document;
  for (const step of steps) found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  return isObject(found) ? found : {};
}

/** Finds the template that a path fits. */
export function pathFinder(paths: Json): (path: string) => string | undefined {
  const templates = Object.keys(paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  return (path) => templates.find(({ pattern }) => pattern.test(path))?.template;
}

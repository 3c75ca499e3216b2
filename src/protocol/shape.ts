/** Whether a value from a database, a channel or a server is what it should be. */
export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === 'string';
export const isNumber: Check = (value) => typeof value === 'number';
export const isFlag: Check = (value) => typeof value === 'boolean';
export const isAnything: Check = () => true;

export function isOneOf(...values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

export function isNullOr(check: Check): Check {
  return (value) => value === null || check(value);
}

export function isAbsentOr(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

export function isRecordOf(check: Check): Check {
  return (value) => isObject(value) && !Array.isArray(value) && Object.values(value).every(check);
}

/** An object with these fields; others are left alone, since a newer version may have added them. */
export function hasFields(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value) => isObject(value) && checks.every(([name, check]) => check(value[name]));
}

/** An object of which the field `tag` says what it must be. */
export function isTagged(tag: string, variants: Readonly<Record<string, Check>>): Check {
  return (value) => {
    const name = isObject(value) ? value[tag] : undefined;
    return typeof name === 'string' && Object.hasOwn(variants, name) && variants[name]?.(value) === true;
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

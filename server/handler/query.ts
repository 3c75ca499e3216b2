import * as v from 'valibot';

/** A text that stands once in a query, as `allOf` gives it. */
export function oneText(schema: v.GenericSchema<string, string>) {
  return v.pipe(
    v.array(v.string()),
    v.length(1, 'This stands more than once.'),
    v.transform(([text = '']) => text),
    schema,
  );
}

/** A text of some pattern that stands once in a query, as `allOf` gives it. */
export function textLike(pattern: RegExp, message: string) {
  return oneText(v.pipe(v.string(), v.regex(pattern, message)));
}

/** A whole number that stands once in a query, as `allOf` gives it. */
export function wholeNumber(smallest: number, largest: number) {
  const message = `This is a whole number from ${smallest} to ${largest}.`;
  return v.pipe(
    textLike(/^\d{1,16}$/, message),
    v.transform(Number),
    v.minValue(smallest, message),
    v.maxValue(largest, message),
  );
}

export function allOf(query: URLSearchParams, name: string): string[] | undefined {
  return query.has(name) ? query.getAll(name) : undefined;
}

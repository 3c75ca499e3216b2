/** The server did something else than it should. */
export class NotConforming extends Error {
  override readonly name = 'NotConforming';
}

export function hold(isTrue: boolean, otherwise: string): asserts isTrue {
  if (!isTrue) throw new NotConforming(otherwise);
}

/** Values as JSON has them, and byte strings. */
export function same(what: string, actual: unknown, expected: unknown): void {
  const [is, should] = [written(actual), written(expected)];
  hold(is === should, `${what} is ${shortened(is)}, and should be ${shortened(should)}.`);
}

function written(value: unknown): string {
  const bytes = (_: string, part: unknown) =>
    part instanceof Uint8Array ? `h'${Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join('')}'` : part;
  return JSON.stringify(value, bytes) ?? 'nothing';
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

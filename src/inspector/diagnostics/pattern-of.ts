/** A word of the app's own making: what a person or a device made looks otherwise, or is among the secrets. */
const WORD = /^(v\d{1,3}|[a-z]{1,20}(-[a-z]{1,20}){0,2})$/;

/**
 * The shape of a URL without what it names: `/v1/accounts/{id}/entries`. A part stays only if it is a plain word and none
 * of the secrets; of the query only that there is one, of the origin only whether it is the page's own.
 */
export function patternOf(url: string, ownOrigin: string, secrets: ReadonlySet<string>): string {
  const { origin, pathname, search } = new URL(url);
  const parts = pathname.split('/').map((part) => (isPlain(part, secrets) ? part : '{id}'));
  return `${origin === ownOrigin ? '' : '{origin}'}${parts.join('/')}${search === '' ? '' : '?{query}'}`;
}

function isPlain(part: string, secrets: ReadonlySet<string>): boolean {
  return part === '' || (WORD.test(part) && !secrets.has(part));
}

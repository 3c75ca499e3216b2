import { TrieRouter } from 'hono/router/trie-router';
import { decodeURIComponent_, getPath, tryDecode } from 'hono/utils/url';
import type { EffectRoute } from '../effect/effect-route.ts';
import { notFound } from '../handler/methods.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';

/** `path` and `parameters` are what the route would see of a request that came alone. */
export interface FoundRoute {
  readonly route: EffectRoute;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws Refusal `not-found` or `method-not-allowed` */
export type FindRoute = (method: string, target: string) => FoundRoute;

/** Finds these routes only. A batch is there for effects: reading is a method that it does not have. */
export function routeFinder(routes: readonly EffectRoute[]): FindRoute {
  const router = new TrieRouter<EffectRoute>();
  for (const route of routes) router.add('ALL', route.path, route);
  return (method, target) => {
    const path = getPath(new Request(`http://any.invalid${target}`));
    const matches = router.match('ALL', path)[0];
    const match = matches.find(([route]) => route.method === method);
    if (matches.length === 0) notFound();
    if (match === undefined) throw methodMissing(method, matches);
    return { route: match[0], path, parameters: decodeParameters(match[1]) };
  };
}

function decodeParameters(parameters: Readonly<Record<string, string | number>>): Record<string, string> {
  const decoded = Object.entries(parameters).map(([name, value]) => [name, tryDecode(`${value}`, decodeURIComponent_)]);
  return Object.fromEntries(decoded);
}

function methodMissing(method: string, matches: readonly (readonly [EffectRoute, unknown])[]): Refusal {
  const allowed = matches.map(([route]) => route.method).join(', ');
  const title = `${method} is not possible here in a batch.`;
  return refuse('method-not-allowed', 405, title, `Possible: ${allowed}.`, { Allow: allowed });
}

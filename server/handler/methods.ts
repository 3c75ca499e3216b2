import type { Handler } from 'hono';
import { refuse } from './refusal.ts';

/** For a path that exists, after the methods that it has. `allowed` is what the `Allow` header says. */
export function methodNotAllowed(allowed: string): Handler {
  return (context) => {
    throw refuse('method-not-allowed', 405, `${context.req.method} is not possible here.`, `Possible: ${allowed}.`, {
      Allow: allowed,
    });
  };
}

export function notFound(): never {
  throw refuse('not-found', 404, 'There is nothing here.');
}

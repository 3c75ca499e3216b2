/** The lab's accounts prove themselves by tokens: one is the name of its account (e2e/support/token-server.mjs). */

/** What the server knows, and does not take any more. */
export const EXPIRED = 'old';

/** An `authorize` hook: adds the account's token, unless the request came with one. */
export function addToken(request: Request, { account }: { readonly account: string }): Request {
  return request.headers.has('Authorization') ? request : withToken(request, account);
}

export function withToken(request: Request, token: string): Request {
  return withHeader(request, 'Authorization', `Bearer ${token}`);
}

export function withHeader(request: Request, name: string, value: string): Request {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request, { headers });
}

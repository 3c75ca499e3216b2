import type { AccountId } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';
import type { Authenticate } from './authenticate.ts';

/** The account that a token stands for, or nothing for a token that is not valid (any more). */
export type AccountOfToken = (
  token: string,
  request: Request,
) => AccountId | undefined | Promise<AccountId | undefined>;

/** An app's own authentication in the place of signatures: a token in the `Authorization` header (RFC 6750). */
export function bearerTokens(accountOf: AccountOfToken): Authenticate {
  return async (request) => {
    const account = await accountOf(tokenIn(request), request);
    if (account === undefined) throw unauthorized('token-invalid', 'The token is not valid.', 'error="invalid_token"');
    return { principal: { kind: 'token', account }, checkBody: () => undefined };
  };
}

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

function tokenIn(request: Request): string {
  const token = BEARER.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (token === undefined) throw unauthorized('token-missing', 'The request carries no token.');
  return token;
}

function unauthorized(code: 'token-missing' | 'token-invalid', title: string, ...parameters: string[]): Refusal {
  const challenge = ['Bearer', ...parameters].join(' ');
  return refuse(code, 401, title, 'Send "Authorization: Bearer …" with a valid token.', {
    'WWW-Authenticate': challenge,
  });
}

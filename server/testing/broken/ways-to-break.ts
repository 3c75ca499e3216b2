import { decodeCbor, encodeCbor, type History } from '../../../src/protocol/index.ts';
import type { Handler, HandlerOptions } from '../../handler/create-handler.ts';
import type { Authenticate } from '../../identity/authenticate.ts';
import type { AccountTransaction, Store } from '../../store/store.ts';
import { over } from '../failing-store.ts';

export type Options = Pick<HandlerOptions, 'store' | 'authenticate' | 'pruning'>;

/** What a server that does it right is made of. */
export type Right = Required<Pick<HandlerOptions, 'store' | 'authenticate'>>;

/** A server that does one thing in another way. `check` is the one that has to fail for it. */
export interface Broken {
  readonly what: string;
  readonly check: string;
  readonly options?: (options: Right) => Partial<Options>;
  /** Around the handler, where tokens are taken: a signature would not survive what is done to a request. */
  readonly around?: (handler: Handler) => Handler;
}

/** A store whose transactions do one thing in another way. */
export function inTransactions(differ: (transaction: AccountTransaction) => Partial<AccountTransaction>) {
  return ({ store }: Right) => ({
    store: over<Store>(store, {
      transact: (account, work) =>
        store.transact(account, (transaction) => work(over(transaction, differ(transaction)))),
    }),
  });
}

/** A store that tells another history of an account. */
export function withHistory(change: (history: History) => History) {
  return ({ store }: Right) => ({
    store: over<Store>(store, {
      history: async (account) => {
        const history = await store.history(account);
        return history && change(history);
      },
    }),
  });
}

export function letIn(change: (authenticate: Authenticate, store: Store) => Authenticate) {
  return ({ store, authenticate }: Right) => ({ authenticate: change(authenticate, store) });
}

export function withHeaders(change: (headers: Headers, request: Request) => void) {
  return (handler: Handler): Handler => {
    return async (request) => {
      const response = await handler(request);
      change(response.headers, request);
      return response;
    };
  };
}

export function withRequests(change: (request: Request) => Request | Promise<Request>) {
  return (handler: Handler): Handler => {
    return async (request) => await handler(await change(request));
  };
}

/** Of a request about one resource, in another way. */
export function rebuilt(
  pattern: RegExp,
  change: (init: { method: string; headers: Headers; body: Uint8Array<ArrayBuffer> }) => void,
) {
  return withRequests(async (request) => {
    if (!pattern.test(`${request.method} ${new URL(request.url).pathname}`)) return request;
    const init = {
      method: request.method,
      headers: new Headers(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
    };
    change(init);
    return new Request(request.url, init.body.byteLength === 0 ? { ...init, body: null } : init);
  });
}

/** Answers by their key alone, and for ever. */
export function rememberingAnswers(handler: Handler): Handler {
  const answers = new Map<string, Response>();
  return async (request) => {
    const key = request.headers.get('Idempotency-Key');
    if (key === null) return await handler(request);
    const known = answers.get(key) ?? (await handler(request));
    answers.set(key, known.clone());
    return known;
  };
}

export type ChangeItems = (items: readonly unknown[]) => unknown[];

/** Changes the items of batches, and their answers. */
export function inBatches({ requests, answers }: { requests?: ChangeItems; answers?: ChangeItems }) {
  const changed = (name: string, body: Uint8Array<ArrayBuffer>, change?: ChangeItems) => {
    try {
      const items = (decodeCbor(body) as Record<string, unknown[]>)[name];
      return change === undefined || items === undefined ? body : encodeCbor({ [name]: change(items) });
    } catch {
      return body;
    }
  };
  return (handler: Handler): Handler => {
    return async (request) => {
      if (request.method !== 'POST') return await handler(request);
      const { url, method, headers } = request;
      const body = changed('requests', new Uint8Array(await request.arrayBuffer()), requests);
      const response = await handler(new Request(url, { method, headers, body }));
      const said = new Headers(response.headers);
      said.delete('Content-Length');
      const answer = changed('answers', new Uint8Array(await response.arrayBuffer()), answers);
      return new Response(answer, { status: response.status, headers: said });
    };
  };
}

export const isRefused = (item: unknown) => Array.isArray(item) && item[0] >= 400;
export const backwards: ChangeItems = (items) => [...items].reverse();

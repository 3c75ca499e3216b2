import { IDEMPOTENCY_KEY } from '../../protocol/index.ts';
import type { Authorize, Limits } from '../delivery.ts';
import type { Environment } from '../environment.ts';
import type { Trace } from '../trace/trace.ts';
import type { Knowledge } from './prepare.ts';
import { within } from './within.ts';

/** What it takes to send as somebody. */
export interface Authorizing {
  readonly environment: Pick<Environment, 'fetch'>;
  readonly authorize?: Authorize | undefined;
  readonly trace: Trace;
}

/** What sending a task takes. */
export interface Sending extends Authorizing {
  readonly environment: Environment;
  readonly knowledge: Knowledge;
  readonly limits: Pick<Limits, 'attempt'>;
}

/** One request, made anew for each try. */
export interface Sendable {
  readonly account: string;
  readonly make: () => Request;
  /** Its idempotency key; `null` for one whose parts carry their own. */
  readonly key: string | null;
}

/**
 * Sends what the app has authorized. After a 401 it is tried once more with an authorization that the app has renewed.
 * Nothing when the app has none to give: nothing was sent then.
 * @throws what `fetch` or the app's hook threw, or the signal's reason: the hook must not hang for ever either.
 */
export async function fetchAuthorized(
  { environment, authorize, trace }: Authorizing,
  { account, make, key }: Sendable,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const keyed = (request: Request) => {
    if (key !== null) request.headers.set(IDEMPOTENCY_KEY, key);
    return request;
  };
  const authorized = async (renew: boolean) => {
    const request = keyed(make()); // An app that signs its requests signs the key too.
    if (authorize === undefined) return request;
    try {
      return await within(signal, authorize(request, { account, renew }));
    } catch (cause) {
      trace({ kind: 'hook-failed', hook: 'authorize', cause });
      throw cause;
    }
  };
  const send = async (renew: boolean) => {
    const request = await authorized(renew);
    return request && (await environment.fetch(keyed(new Request(request, { signal }))));
  };
  const first = await send(false);
  if (authorize === undefined || first?.status !== 401) return first;
  return (await send(true)) ?? first;
}

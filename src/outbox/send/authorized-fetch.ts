import type { Authorize } from '../delivery.ts';
import { browserEnvironment } from '../environment.ts';
import { fetchAuthorized } from './fetch-authorized.ts';

/** A `fetch` for what is no task, with whatever proves whose request it is. Who is signed out gets a 401. */
export function authorizedFetch(
  authorize: Authorize | undefined,
  account: string,
): (request: Request) => Promise<Response> {
  const sending = { environment: browserEnvironment, authorize, trace: () => undefined };
  return async (request) => {
    const sendable = { account, make: () => request.clone(), key: null };
    return (await fetchAuthorized(sending, sendable, request.signal)) ?? new Response(null, { status: 401 });
  };
}

import { type AccountId, accountSpacesPath, joinedSpacesSchema, type Role, type SpaceId } from 'backhaul/protocol';
import * as v from 'valibot';

interface Asking {
  /** Gives the browser's `fetch`, with what proves whose request it is. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly origin: string;
  readonly account: AccountId;
}

export interface JoinedSpace {
  readonly role: Role;
  readonly cursor: number;
}

/** The spaces that the server names the account as a member of. @throws Error when it does not answer that. */
export async function readJoined({ fetch, origin, account }: Asking): Promise<ReadonlyMap<SpaceId, JoinedSpace>> {
  const response = await fetch(new Request(new URL(accountSpacesPath(account), origin), { cache: 'no-store' }));
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The server answered ${response.status} where the account's spaces were asked for.`);
  }
  const { spaces } = v.parse(joinedSpacesSchema, await response.json());
  return new Map(spaces.map(({ space, role, cursor }) => [space, { role, cursor }]));
}

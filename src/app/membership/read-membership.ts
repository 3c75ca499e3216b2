import {
  type AccountId,
  accountSpacesPath,
  joinedSpacesSchema,
  type Member,
  membersPath,
  membersSchema,
  type Role,
  type SpaceId,
} from 'backhaul/protocol';
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

/** The server did not give what was asked for. */
export class NotToldError extends Error {
  override readonly name = 'NotToldError';
  readonly status: number;

  constructor(status: number, path: string) {
    super(`The server answered ${status} where ${path} was asked for.`);
    this.status = status;
  }
}

/** The spaces that the server names the account as a member of. @throws NotToldError, or whatever `fetch` threw */
export async function readJoined({ fetch, origin, account }: Asking): Promise<ReadonlyMap<SpaceId, JoinedSpace>> {
  const { spaces } = v.parse(joinedSpacesSchema, await readJson({ fetch, origin }, accountSpacesPath(account)));
  return new Map(spaces.map(({ space, role, cursor }) => [space, { role, cursor }]));
}

/** The members of a space, whoever has been there longest first. @throws NotToldError, or whatever `fetch` threw */
export async function readMembers(asking: Asking, space: SpaceId): Promise<readonly Member[]> {
  return v.parse(membersSchema, await readJson(asking, membersPath(space))).members;
}

async function readJson({ fetch, origin }: Pick<Asking, 'fetch' | 'origin'>, path: string): Promise<unknown> {
  const response = await fetch(new Request(new URL(path, origin), { cache: 'no-store' }));
  if (response.ok) return await response.json();
  await response.body?.cancel();
  throw new NotToldError(response.status, path);
}

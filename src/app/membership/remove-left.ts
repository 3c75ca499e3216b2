import type { Client } from 'backhaul';
import type { SpaceId } from 'backhaul/protocol';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { type JoinedSpaces, membershipOf, membershipTasks } from './membership.ts';
import type { SpacesDesk } from './spaces-desk.ts';

interface Leaving {
  readonly client: Pick<Client, 'tasks' | 'subscribe'>;
  readonly desk: Pick<SpacesDesk, 'remove'>;
  readonly view: () => { readonly spaces: readonly SpaceSummary[]; readonly joined: JoinedSpaces };
  /** The spaces that the server names the account as a member of. Rejects where it gives no answer. */
  readonly readJoined: () => Promise<ReadonlyMap<SpaceId, unknown>>;
}

/**
 * Removes from the account's devices whatever space has been left at the server, now and from now on. The server is asked
 * first: another device may have joined again since. Gives the way to stop.
 */
export function removeLeft({ client, desk, view, readJoined }: Leaving): () => void {
  const underWay = new Set<SpaceId>();
  const remove = async (id: SpaceId) => {
    if (!(await readJoined()).has(id)) await desk.remove(id);
  };
  const look = () => {
    const tasks = membershipTasks(client.tasks());
    const { spaces, joined } = view();
    for (const { id } of spaces) {
      if (underWay.has(id) || membershipOf(id, tasks.get(id), joined).kind !== 'left') continue;
      underWay.add(id);
      remove(id)
        .catch(() => undefined) // At the next change of the outbox, or the next opening.
        .finally(() => underWay.delete(id));
    }
  };
  const stop = client.subscribe(look);
  look();
  return stop;
}

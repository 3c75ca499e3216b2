import type { Client } from 'backhaul';
import type { SpaceId } from 'backhaul/protocol';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { type JoinedSpaces, membershipOf, membershipTasks } from './membership.ts';
import type { SpacesDesk } from './spaces-desk.ts';

interface Leaving {
  readonly client: Pick<Client, 'tasks' | 'subscribe'>;
  readonly desk: Pick<SpacesDesk, 'remove'>;
  readonly view: () => { readonly spaces: readonly SpaceSummary[]; readonly joined: JoinedSpaces };
}

/** Removes from the account's devices whatever space has been left at the server, now and from now on. */
export function removeLeft({ client, desk, view }: Leaving): void {
  const underWay = new Set<SpaceId>();
  const remove = (id: SpaceId) => {
    underWay.add(id);
    desk
      .remove(id)
      .catch(reportError)
      .finally(() => underWay.delete(id));
  };
  const look = () => {
    const tasks = membershipTasks(client.tasks());
    const { spaces, joined } = view();
    for (const { id } of spaces) {
      if (!underWay.has(id) && membershipOf(id, tasks.get(id), joined).kind === 'left') remove(id);
    }
  };
  client.subscribe(look);
  look();
}

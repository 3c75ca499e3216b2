import type { Settlement } from 'backhaul';
import type { InviteMade, SpacesDesk } from '../../membership/spaces-desk.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';

interface KeptInvite {
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** An invitation brings the key that is the current one when it is made. */
  readonly keys: number;
  readonly made: Promise<InviteMade>;
}

/** Milliseconds that one is shown again: enough of the time in which it can be used is left. */
const SHOWN_AGAIN = 24 * 60 * 60_000;

/** What this page has made: who asks again gets the same, since a server takes only so many of a space. */
export class InvitesMade {
  readonly #desk: Pick<SpacesDesk, 'invite'>;
  readonly #kept = new Map<string, KeptInvite>();

  constructor(desk: Pick<SpacesDesk, 'invite'>) {
    this.#desk = desk;
  }

  /** Rejects as the desk's `invite` does. */
  of(space: SpaceSummary, now: number): Promise<InviteMade> {
    const kept = this.#kept.get(space.id);
    if (kept !== undefined && kept.keys === space.keys && now - kept.madeAt < SHOWN_AGAIN) return kept.made;
    const made = this.#desk.invite(space);
    const fresh = { madeAt: now, keys: space.keys, made };
    this.#kept.set(space.id, fresh);
    const letGo = () => {
      if (this.#kept.get(space.id) === fresh) this.#kept.delete(space.id);
    };
    made.then(({ receipt }) => receipt.settled).then((settlement) => !isDelivered(settlement) && letGo(), letGo);
    return made;
  }
}

function isDelivered({ kind }: Settlement): boolean {
  return kind === 'delivered';
}

/** They end with the desk that made them. */
const invites = new WeakMap<SpacesDesk, InvitesMade>();

export function invitesMadeBy(desk: SpacesDesk): InvitesMade {
  const made = invites.get(desk) ?? new InvitesMade(desk);
  invites.set(desk, made);
  return made;
}

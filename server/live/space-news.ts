import { createHash } from 'node:crypto';
import type { AccountId, JoinedSpace, SpaceId } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { membershipsTopic, spaceTopic } from '../store/topics.ts';

/** `space`: it has changed, up to this cursor. `spaces`: the account is a member of others now, or as something else. */
export type SpaceEvent =
  | { readonly kind: 'space'; readonly space: SpaceId; readonly cursor: number }
  | { readonly kind: 'spaces' };

export interface SpaceNewsOptions {
  readonly store: Pick<Store, 'spaces' | 'watch'>;
  readonly account: AccountId;
  /** Called when there may be something to take. Must not throw. */
  readonly ring: () => void;
}

/**
 * What is new in the spaces of one account, for one who may be slower than they are. What is kept for him is which spaces have
 * changed; what is told is read then, as a member: one who was removed hears nothing more, in whatever order news arrive.
 */
export class SpaceNews {
  readonly #options: SpaceNewsOptions;
  readonly #leaveMemberships: () => void;
  readonly #watched = new Map<SpaceId, () => void>();
  readonly #told = new Map<SpaceId, number>();
  readonly #changed = new Set<SpaceId>();
  #memberships: string | undefined;
  #areMembershipsNew = true;
  #hasEnded = false;

  constructor(options: SpaceNewsOptions) {
    this.#options = options;
    this.#leaveMemberships = options.store.watch(membershipsTopic(options.account), () => {
      this.#areMembershipsNew = true;
      options.ring();
    });
  }

  /** What is to be told, the first time of every space where it stands. One call at a time. @throws what the store does */
  async take(): Promise<readonly SpaceEvent[]> {
    if (this.#areMembershipsNew) return await this.#takeAll();
    return this.#newsIn(await this.#read([...this.#changed]));
  }

  end(): void {
    this.#hasEnded = true;
    this.#leaveMemberships();
    for (const leave of this.#watched.values()) leave();
    this.#watched.clear();
  }

  async #takeAll(): Promise<readonly SpaceEvent[]> {
    this.#areMembershipsNew = false;
    const joined = await this.#read();
    const unheard = joined.map(({ space }) => space).filter((space) => !this.#watched.has(space));
    this.#watchOnly(joined);
    // Once more, for what has changed in them before they were watched.
    const late = await this.#read(unheard);
    return [...this.#changeOfMemberships(joined), ...this.#newsIn([...joined, ...late])];
  }

  async #read(among?: readonly SpaceId[]): Promise<readonly JoinedSpace[]> {
    for (const space of among ?? this.#changed) this.#changed.delete(space);
    return await this.#options.store.spaces.listOf(this.#options.account, among);
  }

  #watchOnly(joined: readonly JoinedSpace[]): void {
    const spaces = new Set(joined.map(({ space }) => space));
    for (const space of spaces) if (!this.#watched.has(space) && !this.#hasEnded) this.#watch(space);
    for (const [space, leave] of this.#watched) if (!spaces.has(space)) this.#forget(space, leave);
  }

  #watch(space: SpaceId): void {
    const leave = this.#options.store.watch(spaceTopic(space), () => {
      this.#changed.add(space);
      this.#options.ring();
    });
    this.#watched.set(space, leave);
  }

  #forget(space: SpaceId, leave: () => void): void {
    leave();
    this.#watched.delete(space);
    this.#told.delete(space);
    this.#changed.delete(space);
  }

  #changeOfMemberships(joined: readonly JoinedSpace[]): SpaceEvent[] {
    const memberships = digestOf(joined);
    const isNews = this.#memberships !== undefined && this.#memberships !== memberships;
    this.#memberships = memberships;
    return isNews ? [{ kind: 'spaces' }] : [];
  }

  #newsIn(joined: readonly JoinedSpace[]): SpaceEvent[] {
    const newest = new Map(joined.map(({ space, cursor }) => [space, cursor]));
    return [...newest].flatMap(([space, cursor]): SpaceEvent[] => {
      if (this.#told.get(space) === cursor) return [];
      this.#told.set(space, cursor);
      return [{ kind: 'space', space, cursor }];
    });
  }
}

/** Of the memberships and of nothing else about the spaces: short, however many there are. */
function digestOf(joined: readonly JoinedSpace[]): string {
  const memberships = joined.map(({ space, role, joinedAt }) => [space, role, joinedAt]);
  return createHash('sha256').update(JSON.stringify(memberships)).digest('base64');
}

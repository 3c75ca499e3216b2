import { createHash } from 'node:crypto';
import type { AccountId, JoinedSpace, SpaceId } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { membershipsTopic } from '../store/topics.ts';
import type { FollowedSpaces } from './followed-spaces.ts';

/** `space`: it has changed, up to this cursor. `spaces`: the account may be a member of others now, or as something else. */
export type SpaceEvent =
  | { readonly kind: 'space'; readonly space: SpaceId; readonly cursor: number }
  | { readonly kind: 'spaces' };

export interface SpaceNewsOptions {
  readonly store: Pick<Store, 'spaces' | 'watch'>;
  readonly followed: FollowedSpaces;
  readonly account: AccountId;
  /** Called when there may be something to take. Must not throw. */
  readonly ring: () => void;
}

/**
 * What is new in the spaces of one account, for one who may be slower than they are. What is kept for him is where each space
 * stood when it was last read with the account as a member: one who was removed hears nothing more, in whatever order news arrive.
 */
export class SpaceNews {
  readonly #options: SpaceNewsOptions;
  readonly #leaveMemberships: () => void;
  readonly #followed = new Map<SpaceId, () => void>();
  readonly #told = new Map<SpaceId, number>();
  readonly #heard = new Map<SpaceId, number>();
  #memberships: string | undefined;
  #areMembershipsNew = true;
  #failure: { readonly error: unknown } | undefined;
  #hasEnded = false;

  constructor(options: SpaceNewsOptions) {
    this.#options = options;
    this.#leaveMemberships = options.store.watch(membershipsTopic(options.account), () => this.#renew());
  }

  /**
   * What is to be told. The first time that is `spaces`, since some may have been left while nobody listened, and of every space
   * where it stands. One call at a time. @throws what the store does
   */
  async take(): Promise<readonly SpaceEvent[]> {
    if (this.#failure !== undefined) throw this.#failure.error;
    const memberships = this.#areMembershipsNew ? await this.#look() : [];
    return [...memberships, ...this.#takeHeard()];
  }

  end(): void {
    this.#hasEnded = true;
    this.#leaveMemberships();
    for (const leave of this.#followed.values()) leave();
    this.#followed.clear();
  }

  #renew(): void {
    this.#areMembershipsNew = true;
    this.#options.ring();
  }

  async #look(): Promise<readonly SpaceEvent[]> {
    this.#areMembershipsNew = false;
    this.#heard.clear();
    const joined = await this.#read();
    const unheard = joined.map(({ space }) => space).filter((space) => !this.#followed.has(space));
    this.#followOnly(joined);
    // Once more, for what has changed in them before they were followed.
    const late = await this.#read(unheard);
    const read = new Map([...joined, ...late].map(({ space, cursor }) => [space, cursor]));
    // What was heard meanwhile is as new, or more is heard soon.
    for (const [space, cursor] of read) if (!this.#heard.has(space)) this.#heard.set(space, cursor);
    return this.#changeOfMemberships(joined);
  }

  async #read(among?: readonly SpaceId[]): Promise<readonly JoinedSpace[]> {
    return await this.#options.store.spaces.listOf(this.#options.account, among);
  }

  #followOnly(joined: readonly JoinedSpace[]): void {
    const spaces = new Set(joined.map(({ space }) => space));
    for (const space of spaces) if (!this.#followed.has(space) && !this.#hasEnded) this.#follow(space);
    for (const [space, leave] of this.#followed) if (!spaces.has(space)) this.#forget(space, leave);
  }

  #follow(space: SpaceId): void {
    const { account, followed, ring } = this.#options;
    const hear = (cursor: number | undefined) => {
      // The news of that may be late, or lost.
      if (cursor === undefined) return this.#renew();
      this.#heard.set(space, cursor);
      ring();
    };
    const miss = (error: unknown) => {
      this.#failure = { error };
      ring();
    };
    this.#followed.set(space, followed.follow(space, { account, hear, miss }));
  }

  #forget(space: SpaceId, leave: () => void): void {
    leave();
    this.#followed.delete(space);
    this.#told.delete(space);
    this.#heard.delete(space);
  }

  #changeOfMemberships(joined: readonly JoinedSpace[]): SpaceEvent[] {
    const memberships = digestOf(joined);
    const isNews = this.#memberships !== memberships;
    this.#memberships = memberships;
    return isNews ? [{ kind: 'spaces' }] : [];
  }

  #takeHeard(): SpaceEvent[] {
    const news = [...this.#heard].filter(([space, cursor]) => this.#told.get(space) !== cursor);
    this.#heard.clear();
    for (const [space, cursor] of news) this.#told.set(space, cursor);
    return news.map(([space, cursor]) => ({ kind: 'space', space, cursor }));
  }
}

/** Of the memberships and of nothing else about the spaces: short, however many there are. */
function digestOf(joined: readonly JoinedSpace[]): string {
  const memberships = joined.map(({ space, role, joinedAt }) => [space, role, joinedAt]);
  return createHash('sha256').update(JSON.stringify(memberships)).digest('base64');
}

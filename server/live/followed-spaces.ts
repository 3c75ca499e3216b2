import type { AccountId, SpaceId } from '../../src/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { spaceTopic } from '../store/topics.ts';

/** One who follows a space. What he is told must not throw. */
export interface SpaceFollower {
  readonly account: AccountId;
  /** The space has changed, and stands there; nothing when the account is no member of it. */
  readonly hear: (cursor: number | undefined) => void;
  /** The store has not done its part, so that a change may have been missed. */
  readonly miss: (error: unknown) => void;
}

type SpacesStore = Pick<Store, 'spaces' | 'watch'>;

/**
 * The spaces that somebody follows here. What a change costs does not grow with those who follow: one read tells for all of them
 * where the space stands, and who of them is still a member.
 */
export class FollowedSpaces {
  readonly #store: SpacesStore;
  readonly #followed = new Map<SpaceId, FollowedSpace>();

  constructor(store: SpacesStore) {
    this.#store = store;
  }

  /** Ends with the function that it gives. */
  follow(space: SpaceId, follower: SpaceFollower): () => void {
    const followed = this.#followed.get(space) ?? new FollowedSpace(space, this.#store);
    this.#followed.set(space, followed);
    followed.followers.add(follower);
    return () => {
      if (!followed.followers.delete(follower) || followed.followers.size > 0) return;
      followed.leave();
      this.#followed.delete(space);
    };
  }
}

class FollowedSpace {
  readonly followers = new Set<SpaceFollower>();
  readonly leave: () => void;
  readonly #space: SpaceId;
  readonly #store: SpacesStore;
  #hasChanged = false;
  #isReading = false;

  constructor(space: SpaceId, store: SpacesStore) {
    this.#space = space;
    this.#store = store;
    this.leave = store.watch(spaceTopic(space), () => {
      this.#hasChanged = true;
      if (!this.#isReading) void this.#read();
    });
  }

  /** One read at a time: what changes meanwhile is for the next. Never rejects. */
  async #read(): Promise<void> {
    this.#isReading = true;
    while (this.#hasChanged && this.followers.size > 0) {
      this.#hasChanged = false;
      await this.#tell([...this.followers]);
    }
    this.#isReading = false;
  }

  /** Those who have come since are not told: they look for themselves. */
  async #tell(followers: readonly SpaceFollower[]): Promise<void> {
    try {
      const accounts = new Set(followers.map(({ account }) => account));
      const cursors = await this.#store.spaces.cursorsFor(this.#space, [...accounts]);
      for (const { account, hear } of this.#remaining(followers)) hear(cursors.get(account));
    } catch (error) {
      for (const { miss } of this.#remaining(followers)) miss(error);
    }
  }

  #remaining(followers: readonly SpaceFollower[]): SpaceFollower[] {
    return followers.filter((follower) => this.followers.has(follower));
  }
}

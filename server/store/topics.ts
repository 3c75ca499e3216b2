import type { AccountId, SpaceId } from '../../src/protocol/index.ts';

/** What somebody can watch: a thing whose changes are numbered. */
export type Topic = `${'account' | 'devices' | 'members' | 'space'}:${string}`;

/** That a thing has changed, up to the change of this number. */
export interface News {
  readonly topic: Topic;
  readonly cursor: number;
}

/** The entries of an account. */
export function entriesTopic(account: AccountId): Topic {
  return `account:${account}`;
}

/** Which devices an account has. */
export function devicesTopic(account: AccountId): Topic {
  return `devices:${account}`;
}

/** The messages and members of a space. */
export function spaceTopic(space: SpaceId): Topic {
  return `space:${space}`;
}

/** Which spaces an account is a member of, and as what. */
export function membershipsTopic(account: AccountId): Topic {
  return `members:${account}`;
}

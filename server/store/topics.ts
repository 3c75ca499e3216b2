import type { AccountId } from '../../src/protocol/index.ts';

/** What somebody can watch: a thing whose changes are numbered. */
export type Topic = `${'account' | 'devices'}:${string}`;

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

/** Whose browser it is when a test begins: nobody's yet, or somebody's with an account of this kind, everything of it delivered. */
export type Beginning = 'nobody' | 'empty' | 'sample';

export type Account = Exclude<Beginning, 'nobody'>;

/** What a browser and its server hold of an account, at rest. */
export interface Begun {
  readonly account: Account;
  readonly phrase: string;
  readonly profile: string;
  readonly data: string;
}

/** Why a phrase or a link gives no secret. `words` are as they were typed; `places` count from 1. */
export type PhraseFault =
  | { readonly fault: 'word-count'; readonly expected: number; readonly found: number }
  | { readonly fault: 'unknown-words'; readonly words: readonly string[]; readonly places: readonly number[] }
  /** All words are in the list, and they do not belong together: one is wrong, or two changed places. */
  | { readonly fault: 'checksum' };

/** What can go wrong with an account's keys on this device, with what is known about it. */
export interface AccountErrorDetails {
  /** The phrase is not one that an account was shown with. */
  'wrong-phrase': PhraseFault;
  /** The browser keeps no keys for this page (private window, blocked or full storage). Nothing was kept. */
  'keys-not-kept': Readonly<Record<never, never>>;
  /** The browser cannot make the keys: it has no Ed25519, or the page did not come over HTTPS. */
  'keys-not-supported': Readonly<Record<never, never>>;
  /** This device holds an account, and it is not this one. Nothing was changed. */
  'other-account-kept': { readonly kept: string };
  /** What this device kept of the account is not what it had written. It is left as it is. */
  'kept-account-broken': Readonly<Record<never, never>>;
  /** This device has no account any more. Nothing was changed. */
  'no-account-kept': Readonly<Record<never, never>>;
  /** The account has other keys by now: these words, or the keys on this device, are of the past. */
  'keys-replaced': Readonly<Record<never, never>>;
  /** What the server keeps for whoever has the words is not what one of the account's devices sealed. */
  'keyring-broken': Readonly<Record<never, never>>;
  /** The server did not say whose these words are. `status` is that of its answer. */
  'account-not-told': { readonly status: number };
  /** Not everything that the server has was read, or others kept writing. The keys stay as they are. */
  'not-caught-up': Readonly<Record<never, never>>;
  /** The server did not change the keys, which stay as they are. `status` is that of its answer. */
  'rotation-refused': { readonly status: number };
}

export type AccountErrorCode = keyof AccountErrorDetails;

const sentences: { readonly [Code in AccountErrorCode]: (details: AccountErrorDetails[Code]) => string } = {
  'wrong-phrase': (details) => `The phrase is not right: ${phraseFault(details)}`,
  'keys-not-kept': () =>
    'This browser keeps no keys for this page (private window, blocked or full storage). Nothing was kept; ' +
    'allow storage, or use a window that is not private.',
  'keys-not-supported': () =>
    'This browser cannot make the account’s keys. It needs Ed25519 (Chrome 137, Firefox 129, Safari 17, or newer) and HTTPS.',
  'other-account-kept': () =>
    'This device holds another account. Nothing was changed; remove that one from this device first.',
  'kept-account-broken': () =>
    'What this device kept of the account cannot be read. Remove the account from this device, and join again by its phrase.',
  'no-account-kept': () => 'This device has no account any more. Nothing was changed; open the page anew.',
  'keys-replaced': () =>
    'The account’s keys were changed, and these are the former ones. Enter the new words, from the device that changed them.',
  'keyring-broken': () =>
    'What the server keeps for these words cannot be opened. Nothing was changed; ask whoever runs the server.',
  'account-not-told': ({ status }) => `The server answered ${status} where the account was asked for. Try again later.`,
  'not-caught-up': () =>
    'Not everything that other devices have saved was read, and the keys stay as they are. Try again once this device is online.',
  'rotation-refused': ({ status }) =>
    `The server answered ${status} and did not change the keys, which stay as they are. Try again later.`,
};

/** The words themselves stay out of the message, which may end up in a log. */
function phraseFault(details: PhraseFault): string {
  switch (details.fault) {
    case 'word-count':
      return `it has ${details.found} words, and must have ${details.expected}.`;
    case 'unknown-words':
      return `not in the list of words: number ${details.places.join(', ')}. Look at the spelling.`;
    case 'checksum':
      return 'its words do not belong together. Look for a wrong one, and at their order.';
  }
}

/** Compare `code`, read `details`; `message` says what happened and what to do. */
export class AccountError<Code extends AccountErrorCode = AccountErrorCode> extends Error {
  override readonly name = 'AccountError';
  readonly code: Code;
  readonly details: AccountErrorDetails[Code];

  constructor(code: Code, details: AccountErrorDetails[Code], cause?: unknown) {
    super(sentences[code](details), { cause });
    this.code = code;
    this.details = details;
  }
}

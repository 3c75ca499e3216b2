/** What can go wrong with the settings on this device; `details` are for code, `message` is for a person. */
export type JournalErrorCode =
  /** The value holds what CBOR cannot carry: a function, a cycle, `undefined`. */
  | 'invalid-value'
  /** The journal keeps collections of this name for itself. */
  | 'reserved-name'
  /** Key material is never overwritten: an entry of this kind has another value already. */
  | 'entry-immutable'
  /** What is stored under this key cannot be opened. */
  | 'entry-broken'
  /** The device has no room. Nothing was changed. */
  | 'storage-full'
  /** The device's database did not do its part. Nothing was changed. */
  | 'storage-unavailable'
  /** The server's pages do not add up: it repeats itself, or sends what no page holds. What came before is kept. */
  | 'server-misbehaves'
  /** The server answered, and not with what was asked for. */
  | 'server-refused'
  /** Another device has changed the account's keys, and this one has not got the new ones. */
  | 'keys-changed';

const MESSAGES: Readonly<Record<JournalErrorCode, string>> = {
  'invalid-value':
    'The value cannot be stored: it may hold null, booleans, numbers, text, bytes, lists and plain objects.',
  'reserved-name': 'The journal keeps collections of this name for itself. Use another name.',
  'entry-immutable': 'This entry has a value already, and its kind is written only once. Use another key.',
  'entry-broken':
    'What is stored here cannot be opened. It is kept as it is; write it again, or wait for a good version.',
  'storage-full': 'This device has no room left. Nothing was changed; make room and try again.',
  'storage-unavailable': "This device's database cannot be used. Nothing was changed; try again.",
  'server-misbehaves': 'The server contradicts itself. What it sent before is kept; nothing else was changed.',
  'server-refused': 'The server did not give what was asked for. Nothing was changed; it is tried again later.',
  'keys-changed': 'The account’s keys were changed by another device. Enter the new words; nothing here is lost.',
};

export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly code: JournalErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: JournalErrorCode, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(MESSAGES[code], cause === undefined ? {} : { cause });
    this.code = code;
    this.details = details;
  }
}

/** What can go wrong with records that are adopted; `details` are for code, `message` is for a person. */
export type AdoptErrorCode =
  /** A source whose absent records count as deleted gave none at all, though there were some before. */
  'source-empty';

const MESSAGES: Readonly<Record<AdoptErrorCode, string>> = {
  'source-empty':
    'None of the records that were there before is there any more. Nothing was deleted, since a database that was emptied by accident looks like that.',
};

export class AdoptError extends Error {
  override readonly name = 'AdoptError';
  readonly code: AdoptErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: AdoptErrorCode, details: Readonly<Record<string, unknown>> = {}) {
    super(MESSAGES[code]);
    this.code = code;
    this.details = details;
  }
}

import type { BrokenReason } from '../journal.ts';

const MESSAGES: Readonly<Record<BrokenReason, string>> = {
  'unknown-epoch': 'This device has no key of the epoch that the entry was sealed in.',
  'not-authentic': 'The entry is not what one of this account’s devices sealed under this name, clock and kind.',
  malformed: 'The entry’s bytes are not in the form that this version seals and opens.',
};

/** An entry cannot be opened. `reason` is for code, `message` for a person. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: BrokenReason;

  constructor(reason: BrokenReason, cause?: unknown) {
    super(MESSAGES[reason], { cause });
    this.reason = reason;
  }
}

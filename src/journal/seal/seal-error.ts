import type { BrokenReason } from '../journal.ts';

const MESSAGES: Readonly<Record<BrokenReason, string>> = {
  'unknown-epoch': 'This device has no key of the epoch that the entry was sealed in.',
  'not-authentic': 'The entry is not what one of this account’s devices sealed under this name, clock and kind.',
  malformed: 'The entry’s bytes are not in the form that this version seals and opens.',
  'chunk-missing': 'A part of the value is neither on this device nor at the server.',
  'unknown-codec': 'The value was written with a codec that this version of the app does not have.',
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

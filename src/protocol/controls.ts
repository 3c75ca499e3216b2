import { hasFields, isFlag, isListOf, isNumber, isRecordOf, isText } from './shape.ts';

/** What holds for the whole outbox rather than for one task. */
export interface Controls {
  /** Nothing is sent until the app resumes. */
  readonly paused: boolean;
  /** The accounts that are signed out: nothing of theirs is sent. */
  readonly held: readonly string[];
  /** When accounts were last signed in, in milliseconds since 1970. */
  readonly signedIn: Readonly<Record<string, number>>;
  /** The origins that gave several attempts in a row no answer. */
  readonly silent: Readonly<Record<string, Silence>>;
}

/** One attempt after `until` (milliseconds since 1970) finds out whether an origin answers again. */
export interface Silence {
  /** How often in a row it was tried again in vain. */
  readonly count: number;
  readonly until: number;
}

export const NO_CONTROLS: Controls = { paused: false, held: [], signedIn: {}, silent: {} };

const hasControls = hasFields({
  paused: isFlag,
  held: isListOf(isText),
  signedIn: isRecordOf(isNumber),
  silent: isRecordOf(hasFields({ count: isNumber, until: isNumber })),
});

export function isControls(value: unknown): value is Controls {
  return hasControls(value);
}

/** Every way in which Backhaul says no to the app, with what it knows about it. */
export interface ErrorDetails {
  /** The context does not fit the task's schema. Nothing was stored. */
  'invalid-context': { readonly taskType: string; readonly issues: readonly string[] };
  /** The task's `request` threw, or its body could not be read. Nothing was stored. */
  'request-not-built': { readonly taskType: string };
  /** The device has no room left for this origin. Nothing was stored, and nothing that was stored is lost. */
  'storage-full': { readonly taskType: string };
  /** The browser keeps no databases for this page (private window, blocked storage). Nothing was stored. */
  'storage-unavailable': { readonly taskType: string };
  /** The outbox holds as many tasks, or bytes, as its budget allows. Nothing was stored, and nothing that was is lost. */
  'outbox-full': { readonly taskType: string; readonly tasks: number; readonly bytes: number };
  /** No task of this id is known on this device, or it is in a state that does not allow this. */
  'task-not-waiting-for-you': { readonly id: string };
  /** The task is on its way: whether it arrives will be known soon. */
  'task-already-sent': { readonly id: string };
  /** No task of this id is listed on this device. */
  'task-unknown': { readonly id: string };
}

export type ErrorCode = keyof ErrorDetails;

const sentences: { readonly [Code in ErrorCode]: (details: ErrorDetails[Code]) => string } = {
  'invalid-context': ({ taskType, issues }) => `The context of "${taskType}" is not valid: ${issues.join('; ')}`,
  'request-not-built': ({ taskType }) => `The request of "${taskType}" could not be built.`,
  'storage-full': ({ taskType }) => `This device has no room for "${taskType}". Free some and save again.`,
  'storage-unavailable': ({ taskType }) =>
    `"${taskType}" could not be stored: this browser keeps no data for this page (private window, blocked storage).`,
  'outbox-full': ({ taskType, tasks, bytes }) =>
    `The outbox is full: it holds ${tasks} tasks of ${bytes} bytes, and "${taskType}" was not stored. ` +
    'Let some be sent, or discard failed ones.',
  'task-not-waiting-for-you': ({ id }) =>
    `Task ${id} is unknown, settled, or not in a state that allows this. Look at its status first.`,
  'task-already-sent': ({ id }) => `Task ${id} is on its way already. Its receipt will say whether it arrives.`,
  'task-unknown': ({ id }) => `No task ${id} is listed on this device. It may have been delivered long ago.`,
};

/** One error class: compare `code`, read `details`. `message` is a sentence for the developer. */
export class BackhaulError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'BackhaulError';
  readonly code: Code;
  readonly details: ErrorDetails[Code];

  constructor(code: Code, details: ErrorDetails[Code], cause?: unknown) {
    super(sentences[code](details), { cause });
    this.code = code;
    this.details = details;
  }
}

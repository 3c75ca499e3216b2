/** What a person does in the page. Every task has a number, in the order in which the plan has them. */
export type Operation =
  /** A new entry, which must arrive exactly once and in the order of its lane. */
  | { readonly kind: 'message'; readonly task: number; readonly channel: number }
  /** A value of a setting: the last one wins, those before it may be superseded. */
  | { readonly kind: 'save'; readonly task: number; readonly setting: number }
  /** A save of a setting that may still wait. */
  | { readonly kind: 'edit'; readonly task: number; readonly setting: number }
  /** A tombstone over an earlier message, in the message's lane. */
  | { readonly kind: 'delete'; readonly task: number; readonly channel: number; readonly message: number }
  /** Takes back a message that may still wait. No task of its own. */
  | { readonly kind: 'cancel'; readonly message: number };

export type TaskOperation = Exclude<Operation, { readonly kind: 'cancel' }>;

/** Which entry of the server an operation writes. */
export function entryOf(operation: TaskOperation): string {
  switch (operation.kind) {
    case 'message':
      return `message:${operation.task}`;
    case 'delete':
      return `message:${operation.message}`;
    case 'save':
    case 'edit':
      return `setting:${operation.setting}`;
  }
}

export function laneOf(operation: TaskOperation): string {
  return 'channel' in operation ? `channel:${operation.channel}` : `setting:${operation.setting}`;
}

/** What the server is to hold afterwards: different for every task, and nothing for a tombstone. */
export function valueWrittenBy(operation: TaskOperation): string | null {
  return operation.kind === 'delete' ? null : `${operation.kind} number ${operation.task}`;
}

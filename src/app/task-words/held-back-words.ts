import type { HoldReason } from 'backhaul';

const notReady =
  'Not all changes could be made ready to send. They are kept here, and tried again when you open this app';

/** Why changes that this device keeps cannot be sent yet, in plain words. Nothing needs to be saved again. */
export const heldBackWords: Readonly<Record<HoldReason, string>> = {
  'storage-full':
    'This device has no room to send all changes yet. They are kept here and will be sent when there is room',
  'storage-unavailable': notReady,
  'invalid-context': notReady,
  'request-not-built': notReady,
  'outbox-full': 'This device can hold no more changes until some are sent. Nothing was lost',
  'task-not-waiting-for-you': notReady,
  'task-already-sent': notReady,
  'task-unknown': notReady,
  unknown: notReady,
};

/** One sentence for all that is held back; nothing when nothing is. */
export function heldBackSentence(heldBack: ReadonlyMap<string, HoldReason>): string | undefined {
  const [reason] = heldBack.values();
  return reason === undefined ? undefined : heldBackWords[reason];
}

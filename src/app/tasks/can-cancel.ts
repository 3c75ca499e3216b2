import type { QueueTask } from 'backhaul';
import { INVITE_MEMBER, JOIN_SPACE, LEAVE_SPACE } from '../membership/membership-tasks.ts';
import { DELETE_MESSAGE, SEND_MESSAGE } from '../messages/message-tasks.ts';

/** What can be taken back as if it had not been asked for. A space whose keys were taken back would be none any more. */
const CANCELLABLE: ReadonlySet<string> = new Set([
  'update-profile',
  'save-user-config',
  SEND_MESSAGE,
  DELETE_MESSAGE,
  JOIN_SPACE,
  LEAVE_SPACE,
  INVITE_MEMBER,
]);

export function canCancel({ taskType }: QueueTask): boolean {
  return CANCELLABLE.has(taskType);
}

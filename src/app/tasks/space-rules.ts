import type { TaskRules } from 'backhaul';
import { INVITE_MEMBER, JOIN_SPACE, LEAVE_SPACE } from '../membership/membership-tasks.ts';
import { DELETE_MESSAGE, SEND_MESSAGE } from '../messages/message-tasks.ts';

/** Spaces and messages need no more than the usual: their answers are read again from the server. */
export const spaceRules: readonly TaskRules[] = [
  SEND_MESSAGE,
  DELETE_MESSAGE,
  JOIN_SPACE,
  LEAVE_SPACE,
  INVITE_MEMBER,
].map((type) => ({ type, version: 1 }));

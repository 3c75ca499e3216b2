import type { SealedReason } from '../../messages/sealed-message.ts';

export const channelWords = {
  messages: 'Messages',
  facts: (keys: number, count: string, size: string) => `${count} ${keys === 1 ? 'key' : 'keys'}, ${size}`,
  composer: 'Message',
  placeholder: (space: string) => `Write to ${space}`,
  send: 'Send',
  hint: 'Enter sends, Shift and Enter begins a new line',
  tooLong: (by: number) => `${by} characters too many`,
  emptyTitle: 'Nothing has been said here yet',
  empty: 'What you write is sealed on this device with the key of this space: only its members can read it.',
  reading: 'Reading messages',
  notRead: 'Messages could not be read from the server. What is here is what this device has.',
  readAgain: 'Try again',
  earlier: 'Earlier messages',
  nobody: 'Somebody',
  you: 'You',
  keyChanged: (name: string) => `${name} changed the key of this space`,
  remove: 'Delete',
  deleteTitle: 'Delete this message?',
  deleteExplanation: 'Somebody else has written it. It goes for everybody in this space, and cannot be brought back.',
  cancel: 'Cancel',
  retry: 'Try again',
  discard: 'Discard',
  edit: 'Edit',
  actions: (text: string) => `Message: ${text}`,
  notSent: 'Not sent. The page was closed before it could be',
  notKept: (space: string) => `A message to ${space} could not be kept. It is back in the field`,
} as const;

export const sealedWords: Readonly<Record<SealedReason, string>> = {
  'unknown-key': 'Sealed with a key that is not on this device yet',
  'not-authentic': 'This is not what its author wrote: it cannot be opened',
  malformed: 'Another version of the app wrote this: it cannot be read here',
};

export const membershipWords = {
  joining: 'You see this space as soon as the server lets you in. What you write now is sent after that.',
  notAMember: 'The server does not know you as a member of this space. What is on this device stays.',
  makeAgain: 'Join again',
  remove: 'Remove from my devices',
  notKept: 'This could not be kept on this device. Nothing was sent. Free some space and try again.',
  leaveRefused: (reason: string) => `You are still a member: leaving was refused. ${reason}`,
} as const;

import type { Role } from 'backhaul/protocol';
import type { Place } from '../../mark/place.ts';

export const spaceWords = {
  actions: 'Space',
  invite: 'Invite',
  about: 'About this space',
  mute: 'Mute',
  unmute: 'Unmute',
  muted: 'Muted',
  rotateKey: 'Rotate key',
  rotateKeyNote:
    'Makes a new key the current one, and tells the members. The old ones stay, and open what was sealed with them.',
  leave: 'Leave',
  keys: 'Keys',
  size: 'Size',
  lastDelivered: 'Last delivered',
  close: 'Close',
  cancel: 'Cancel',
} as const;

export const noSpacesWords = {
  title: 'No spaces yet',
  explanation: 'A space is where people write to each other, sealed. Make one, or join one by an invitation.',
} as const;

export const addSpaceWords = {
  add: 'Add a space',
  make: 'New space',
  join: 'Join by invitation',
  makeTitle: 'New space',
  name: 'Name',
  nameNote: 'Its members see it. The server does not.',
  makeNow: 'Make space',
  joinTitle: 'Join a space',
  link: 'Link of the invitation',
  linkNote: 'Somebody in the space makes it, and sends it to you.',
  linkWrong: 'This is no complete link of an invitation. Copy all of it, from https to its end.',
  joinNow: 'Join',
  asked: (space: string) => `Join ${space}?`,
  askedNote: 'Its members will see your name and what you write there.',
  notNow: 'Not now',
  notKept: 'This could not be kept on this device. Nothing was sent. Free some space and try again.',
} as const;

export const inviteWords = {
  title: (space: string) => `Invite to ${space}`,
  explanation:
    'Everybody who gets this link can join for up to 7 days, and read what is written here. Send it to people you trust, in a way you trust.',
  link: 'Link of the invitation',
  making: 'Making the link',
  copy: 'Copy link',
  waiting: 'It works as soon as the server has heard of it.',
  works: 'It works now.',
  refused: (reason: string) => `The server refused it: ${reason}`,
  notMade: 'The link could not be made: this device has no key of the space yet, or no room. Nothing was sent.',
} as const;

export const leaveWords = {
  title: (space: string) => `Leave ${space}?`,
  explanation:
    'It goes from all your devices, with its keys: what is sealed with them cannot be read by you any more. What waits to be sent there is sent first.',
  leaveNow: 'Leave',
} as const;

export const aboutWords = {
  members: 'Members',
  reading: 'Reading the members',
  notRead: 'The server gives no answer. Members are shown when you are online.',
  notAMember: 'Members are shown to members only, and the server does not know you as one of this space.',
  you: 'You',
  roles: { owner: 'Owner', member: 'Member' } satisfies Readonly<Record<Role, string>>,
} as const;

export const placeSentences: Readonly<Record<Place, string>> = {
  here: 'Changes of this space are saved on this device. The server has not got them yet.',
  'on-its-way': 'Changes of this space are on their way to the server.',
  delivered: 'The server has everything of this space that is on this device.',
  conflict: 'A change of this space met another one at the server. Look at it in Settings, Sync.',
  'needs-you': 'The server did not take a change of this space. It is kept on this device until you decide.',
};

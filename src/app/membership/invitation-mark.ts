/** What the part of an address begins with that brings an invitation: no server is sent it. */
export const INVITATION_MARK = '#invite=';

import { ACCOUNT_SPACES, SPACE_INVITES, SPACE_MEMBERS } from '../../src/protocol/index.ts';
import { type Refusal, refuse } from '../handler/refusal.ts';

/** The same for a space that there is not: nobody learns of one that he is no member of. */
export function notAMember(): Refusal {
  const detail = 'There is no such space that this account is a member of. An owner can invite it.';
  return refuse('not-a-member', 403, 'This is for the members of the space.', detail);
}

export function notAnOwner(title = 'This is for the owners of the space.'): Refusal {
  return refuse('not-an-owner', 403, title);
}

export function spaceTaken(): Refusal {
  const detail = 'Another space has or had this name. Make one with a new name, at random.';
  return refuse('space-taken', 409, 'The name of the space is taken.', detail);
}

/** The same whatever is wrong with it, and for a space that there is not. */
export function inviteInvalid(): Refusal {
  const detail = 'It may be expired, used up, taken back, or used by this account before. Ask for a new one.';
  return refuse('invite-invalid', 403, 'The invite is not valid.', detail);
}

export function spaceFull(): Refusal {
  return refuse('space-full', 422, 'The space has too many members.', `At most ${SPACE_MEMBERS} are in a space.`);
}

export function tooManySpaces(): Refusal {
  const detail = `An account is a member of at most ${ACCOUNT_SPACES}. Leave one first.`;
  return refuse('too-many-spaces', 422, 'The account is a member of too many spaces.', detail);
}

export function tooManyInvites(): Refusal {
  const detail = `At most ${SPACE_INVITES} can be used at a time. Take one back first.`;
  return refuse('too-many-invites', 422, 'The space has too many invites.', detail);
}

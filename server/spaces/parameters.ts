import { type InviteId, inviteIdSchema, type SpaceId, spaceIdSchema } from '../../src/protocol/index.ts';
import { parseOrRefuse } from '../handler/parse.ts';

/** @throws Refusal `invalid-parameter` */
export function parseSpace(parameter: string | undefined): SpaceId {
  return parseOrRefuse(spaceIdSchema, parameter, { code: 'invalid-parameter', whole: 'the space' });
}

/** @throws Refusal `invalid-parameter` */
export function parseInvite(parameter: string | undefined): InviteId {
  return parseOrRefuse(inviteIdSchema, parameter, { code: 'invalid-parameter', whole: 'the invite' });
}

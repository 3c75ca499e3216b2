import { encodeCbor, spaceIdSchema } from 'backhaul/protocol';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { invitationLink, inviteIdOf, newInvitation, readInvitation } from './invite-link.ts';

const space = v.parse(spaceIdSchema, 's'.repeat(22));
const key = { keyId: 'hub', privateKey: new Uint8Array(57).fill(3), publicKey: new Uint8Array(57).fill(4) };

test('a link brings what whoever is invited needs, behind the #', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
      fc.pre(name.length > 0 && name.length <= 64);
      const invitation = newInvitation(space, name, key);
      const link = invitationLink(invitation, 'https://app.example');
      expect(readInvitation(link)).toEqual(invitation);
      expect(new URL(link).pathname + new URL(link).search).toBe('/');
    }),
  );
});

test('no two invitations have the same secret, and the server knows it by its digest', async () => {
  const invitation = { ...newInvitation(space, 'Hub', key), secret: 'a'.repeat(32) };
  expect(await inviteIdOf(invitation)).toBe('O6P19DuSYCaDwZruYqIDQg');
  expect(newInvitation(space, 'Hub', key).secret).not.toBe(newInvitation(space, 'Hub', key).secret);
});

test('what is no link, or a part of one, invites to nothing', () => {
  const link = invitationLink(newInvitation(space, 'Hub', key), 'https://app.example');
  const ofAnotherVersion = `/#invite=${btoa(String.fromCharCode(...encodeCbor([2, space])))}`;
  for (const text of ['', 'https://app.example/', '#invite=', '#invite=%%%', link.slice(0, -4), ofAnotherVersion]) {
    expect(readInvitation(text)).toBeUndefined();
  }
});

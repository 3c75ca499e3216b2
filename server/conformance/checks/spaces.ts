import * as v from 'valibot';
import {
  type AccountId,
  accountSpacesPath,
  type InviteId,
  inviteIdSchema,
  invitePath,
  joinedSpacesSchema,
  livePath,
  memberPath,
  membersPath,
  membersSchema,
  type SpaceId,
  spaceIdSchema,
  spacePath,
} from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import { jsonIn, refused } from '../world/asks.ts';
import { base64url, digest, randomName, utf8 } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';
import { type Answer, type Asked, spoken, type World } from '../world/world.ts';

const about = 'Spaces';

/** A space with its owner, and an invite that lets in whoever has the secret. */
export interface Shared {
  readonly space: SpaceId;
  readonly owner: Account;
  readonly secret: string;
}

export async function shared(world: World): Promise<Shared> {
  const [owner, space] = [await world.account(), v.parse(spaceIdSchema, randomName())];
  done(await world.ask(owner, { method: 'PUT', path: spacePath(space), key: randomName() }), 200);
  const secret = await invite(world, { space, owner });
  return { space, owner, secret };
}

export function done(answer: Answer, status: number): void {
  hold(answer.status === status, `It is answered ${spoken(answer)}, and should be ${status}.`);
}

async function invite(world: World, at: Pick<Shared, 'space' | 'owner'>, terms: object = {}): Promise<string> {
  const secret = randomName();
  const body = utf8(JSON.stringify(terms));
  const path = invitePath(at.space, await inviteIdOf(secret));
  done(await world.ask(at.owner, { method: 'PUT', path, key: randomName(), media: 'application/json', body }), 204);
  return secret;
}

async function inviteIdOf(secret: string): Promise<InviteId> {
  return v.parse(inviteIdSchema, base64url(await digest(utf8(secret), 16)));
}

function joining({ space }: Pick<Shared, 'space'>, account: AccountId, secret: string): Asked {
  const body = utf8(JSON.stringify({ invite: secret }));
  return { method: 'PUT', path: memberPath(space, account), key: randomName(), media: 'application/json', body };
}

function leaving({ space }: Pick<Shared, 'space'>, { id }: Account): Asked {
  return { method: 'DELETE', path: memberPath(space, id), key: randomName() };
}

/** A new account that has joined by the invite. */
export async function joined(world: World, at: Shared): Promise<Account> {
  const account = await world.account();
  done(await world.ask(account, joining(at, account.id, at.secret)), 200);
  return account;
}

async function members(world: World, { space }: Shared, by: Account): Promise<(readonly [AccountId, string])[]> {
  const list = jsonIn(await world.ask(by, { method: 'GET', path: membersPath(space) }), membersSchema);
  return list.members.map(({ account, role }) => [account, role] as const);
}

export const SPACE_CHECKS: readonly Check[] = [
  {
    name: 'spaces/founded-and-joined',
    about,
    run: async (world) => {
      const at = await shared(world);
      const member = await joined(world, at);
      const expected = [
        [at.owner.id, 'owner'],
        [member.id, 'member'],
      ];
      same('The members', await members(world, at, member), expected);
      const list = await world.ask(member, { method: 'GET', path: accountSpacesPath(member.id) });
      const { spaces } = jsonIn(list, joinedSpacesSchema);
      same(
        'The spaces',
        spaces.map(({ space, role }) => [space, role]),
        [[at.space, 'member']],
      );
    },
  },
  {
    name: 'spaces/name-taken',
    about,
    run: async (world) => {
      const at = await shared(world);
      const found = { method: 'PUT', path: spacePath(at.space) };
      refused(await world.ask(await world.account(), { ...found, key: randomName() }), 409, 'space-taken');
      done(await world.ask(at.owner, { ...found, key: randomName() }), 200);
      done(await world.ask(at.owner, leaving(at, at.owner)), 204);
      refused(await world.ask(at.owner, { ...found, key: randomName() }), 409, 'space-taken');
    },
  },
  {
    name: 'spaces/members-only',
    about: '[G37]',
    run: async (world) => {
      const [at, stranger] = [await shared(world), await world.account()];
      const nowhere = v.parse(spaceIdSchema, randomName());
      const answers = [at.space, nowhere].map((space) =>
        world.ask(stranger, { method: 'GET', path: membersPath(space) }),
      );
      const [real, none] = (await Promise.all(answers)).map((answer) => refused(answer, 403, 'not-a-member'));
      same('What a stranger is told of a space', real, none);
      refused(
        await world.ask(stranger, { method: 'GET', path: accountSpacesPath(at.owner.id) }),
        403,
        'foreign-account',
      );
    },
  },
  {
    name: 'spaces/invites',
    about: '[G38]',
    run: async (world) => {
      const at = await shared(world);
      const [one, two] = [await world.account(), await world.account()];
      const join = (account: Account, secret: string) => world.ask(account, joining(at, account.id, secret));
      const expired = await invite(world, at, { expiresAt: world.now() - 60_000 });
      const single = await invite(world, at, { uses: 1 });
      for (const secret of [randomName(), expired]) refused(await join(one, secret), 403, 'invite-invalid');
      done(await join(one, single), 200);
      refused(await join(two, single), 403, 'invite-invalid');
      const path = invitePath(at.space, await inviteIdOf(at.secret));
      done(await world.ask(at.owner, { method: 'DELETE', path, key: randomName() }), 204);
      refused(await join(two, at.secret), 403, 'invite-invalid');
      refused(await world.ask(at.owner, joining(at, two.id, at.secret)), 403, 'foreign-account');
    },
  },
  {
    name: 'spaces/owners-only',
    about: '[G38]',
    run: async (world) => {
      const at = await shared(world);
      const [one, two] = [await joined(world, at), await joined(world, at)];
      refused(await world.ask(one, leaving(at, two)), 403, 'not-an-owner');
      const path = invitePath(at.space, await inviteIdOf(randomName()));
      const asked = { method: 'PUT', path, key: randomName(), media: 'application/json', body: utf8('{}') };
      refused(await world.ask(one, asked), 403, 'not-an-owner');
      done(await world.ask(at.owner, leaving(at, two)), 204);
      same('The members', await members(world, at, one), [
        [at.owner.id, 'owner'],
        [one.id, 'member'],
      ]);
      refused(await world.ask(two, { method: 'GET', path: membersPath(at.space) }), 403, 'not-a-member');
      refused(await world.ask(two, joining(at, two.id, at.secret)), 403, 'invite-invalid');
    },
  },
  {
    name: 'spaces/last-owner-leaves',
    about,
    run: async (world) => {
      const at = await shared(world);
      const [one, two] = [await joined(world, at), await joined(world, at)];
      done(await world.ask(at.owner, leaving(at, at.owner)), 204);
      same('The members', await members(world, at, two), [
        [one.id, 'owner'],
        [two.id, 'member'],
      ]);
    },
  },
  {
    name: 'spaces/live',
    about: '[G39]',
    run: async (world) => {
      const at = await shared(world);
      const account = await world.account();
      const stream = await world.follow(account, livePath(account.id));
      await stream.next('cursor');
      await stream.next('spaces'); // Whoever comes again may have lost some.
      done(await world.ask(account, joining(at, account.id, at.secret)), 200);
      await stream.next('spaces');
      const told = v.parse(spaceEventSchema, JSON.parse((await stream.next('space')).data));
      same('The space', told.space, at.space);
    },
  },
];

const spaceEventSchema = v.object({ space: spaceIdSchema, cursor: v.number() });

import type { Client, Receipt, Saved } from 'backhaul';
import type { Change, Journal } from 'backhaul/journal';
import type { AccountId, SpaceId } from 'backhaul/protocol';
import type { MessageStore } from '../messages/message-store.ts';
import { currentKey, keyOf } from '../messages/space-keys.ts';
import { newSpaceId } from '../settings/space-id.ts';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { type Invitation, invitationLink, inviteIdOf, newInvitation } from './invite-link.ts';
import { inviteMemberTask, joinByInviteTask, leaveSpaceTask, makeSpaceTask } from './membership-tasks.ts';
import { newSpaceKey, withKey } from './new-key.ts';
import { newSpaceChanges, removalChanges } from './space-changes.ts';

/** What a person does about their spaces. All of it holds on this device at once, and is delivered later. */
export interface SpacesDesk {
  /** Makes a space; gives its id. Rejects when it could not be kept. */
  readonly make: (name: string) => Promise<SpaceId>;
  /** Joins a space. Rejects when it could not be kept. */
  readonly join: (invitation: Invitation) => Promise<void>;
  /** Makes the server know a space that is on this device. */
  readonly makeAgain: (space: SpaceId) => Promise<void>;
  /** Leaves a space, after what was written there is delivered. */
  readonly leave: (space: SpaceId, after: readonly string[]) => Promise<void>;
  /** A link that lets somebody in, as soon as the server has its invite. */
  readonly invite: (space: SpaceSummary) => Promise<InviteMade>;
  /** Removes a space from the account's devices, and its messages from this one. Nothing is said to the server's members. */
  readonly remove: (space: SpaceId) => Promise<void>;
}

export interface InviteMade {
  readonly link: string;
  readonly receipt: Receipt;
}

interface SpacesDeskOptions {
  readonly account: AccountId;
  readonly client: Pick<Client, 'enqueue'>;
  readonly journal: Pick<Journal, 'collection'>;
  readonly store: Pick<MessageStore, 'forgetSpace'>;
  readonly origin: string;
  readonly save: (changes: readonly Change[]) => Promise<Saved>;
  readonly spaces: () => readonly SpaceSummary[];
  /** Whether the server names the account as a member: then nothing is to be joined, and a leave must not undo that it was. */
  readonly isMember: (space: SpaceId) => boolean;
  readonly now: () => number;
}

/** Milliseconds that an invite can be used. */
const INVITE_LIFETIME = 7 * 24 * 60 * 60_000;

/** Without a key there is nothing that an invitation could bring. */
export class NoKeyToShareError extends Error {
  override readonly name = 'NoKeyToShareError';
}

export function openSpacesDesk(options: SpacesDeskOptions): SpacesDesk {
  const { account, client, journal, store, origin, save, spaces, isMember, now } = options;
  /** What was kept for a task that could not be is taken back, so that trying again begins anew. */
  const orTakeBack = async (space: SpaceId, enqueue: () => Promise<void>) => {
    try {
      await enqueue();
    } catch (cause) {
      await remove(space);
      throw cause;
    }
  };
  const remove = async (space: SpaceId) => {
    await save(await removalChanges(journal, space));
    await store.forgetSpace(space);
  };
  const joinHere = async ({ space: id, name, key }: Invitation): Promise<boolean> => {
    const space = spaces().find((other) => other.id === id);
    if (space === undefined) await save(newSpaceChanges({ id, name, key }, spaces()));
    else if ((await keyOf(journal, id, key.keyId)) === undefined) await save(withKey(space, key, true));
    return space !== undefined;
  };
  return {
    make: async (name) => {
      const id = newSpaceId();
      await save(newSpaceChanges({ id, name, key: newSpaceKey() }, spaces()));
      await orTakeBack(id, () => client.enqueue(makeSpaceTask(origin), { space: id }).stored);
      return id;
    },
    join: async (invitation) => {
      const { space, secret } = invitation;
      const isAgain = await joinHere(invitation);
      if (isMember(space)) return;
      const enqueue = () =>
        client.enqueue(joinByInviteTask(origin, account, { invite: secret }), { space, isAgain }).stored;
      await (isAgain ? enqueue() : orTakeBack(space, enqueue));
    },
    makeAgain: async (space) => {
      if (!isMember(space)) await client.enqueue(makeSpaceTask(origin), { space, isAgain: true }).stored;
    },
    leave: async (space, after) => {
      await client.enqueue(leaveSpaceTask(origin, account), { space }, { dependsOn: after }).stored;
    },
    invite: async ({ id, name }) => {
      const key = await currentKey(journal, id);
      if (key === undefined) throw new NoKeyToShareError('This device has no key of this space.');
      const invitation = newInvitation(id, name, key);
      const task = inviteMemberTask(origin, await inviteIdOf(invitation), { expiresAt: now() + INVITE_LIFETIME });
      const receipt = client.enqueue(task, { space: invitation.space });
      await receipt.stored;
      return { link: invitationLink(invitation, origin), receipt };
    },
    remove,
  };
}

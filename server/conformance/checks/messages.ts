import * as v from 'valibot';
import {
  type ChannelId,
  channelIdSchema,
  decodeMessagesPage,
  MESSAGE_BYTES,
  type MessagesPage,
  memberPath,
  messageIdSchema,
  messagePath,
  messagesPath,
  sentMessageSchema,
} from '../../../src/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Account } from '../world/account.ts';
import { jsonIn, refused } from '../world/asks.ts';
import { hex, randomName } from '../world/bytes.ts';
import { hold, same } from '../world/not-conforming.ts';
import { type Asked, spoken, type World } from '../world/world.ts';
import { done, joined, type Shared, shared } from './spaces.ts';

const about = 'Messages';

const CHANNEL: ChannelId = v.parse(channelIdSchema, 'general');

function sending({ space }: Shared, body: Uint8Array<ArrayBuffer>, name = randomName()): Asked {
  const path = messagePath(space, CHANNEL, v.parse(messageIdSchema, name));
  return { method: 'PUT', path, key: randomName(), media: 'application/octet-stream', body };
}

function deleting({ path }: Asked): Asked {
  return { method: 'DELETE', path, key: randomName() };
}

function reading({ space }: Shared, query: string): Asked {
  return { method: 'GET', path: `${messagesPath(space, CHANNEL)}?${query}` };
}

async function messages(world: World, at: Shared, by: Account, query = 'since=0'): Promise<MessagesPage> {
  const answer = await world.ask(by, reading(at, query));
  hold(answer.status === 200, `Messages cannot be read: ${spoken(answer)}`);
  return decodeMessagesPage(answer.body);
}

function bodies({ messages: list }: MessagesPage): (string | null)[] {
  return list.map((message) => ('body' in message ? hex(message.body) : null));
}

/** A space with an owner and a member, and five messages by the member: one byte each, from 1 on. */
async function spoken5(world: World) {
  const at = await shared(world);
  const member = await joined(world, at);
  const sent = [1, 2, 3, 4, 5].map((byte) => sending(at, Uint8Array.of(byte)));
  for (const asked of sent) jsonIn(await world.ask(member, asked), sentMessageSchema);
  return { at, member, sent };
}

export const MESSAGE_CHECKS: readonly Check[] = [
  {
    name: 'messages/changes',
    about,
    run: async (world) => {
      const { at, member } = await spoken5(world);
      const first = await messages(world, at, at.owner, 'since=0&limit=2');
      same('The first page', [bodies(first), first.more], [['01', '02'], true]);
      const rest = await messages(world, at, at.owner, `since=${first.cursor}`);
      same('The rest', [bodies(rest), rest.more], [['03', '04', '05'], false]);
      same('What came after it', bodies(await messages(world, at, at.owner, `since=${rest.cursor}`)), []);
      same('The author', first.messages[0]?.author, member.id);
    },
  },
  {
    name: 'messages/history',
    about,
    run: async (world) => {
      const { at } = await spoken5(world);
      const beyond = Number.MAX_SAFE_INTEGER;
      const newest = await messages(world, at, at.owner, `before=${beyond}&limit=2`);
      same('The newest', [bodies(newest), newest.more], [['05', '04'], true]);
      const older = await messages(world, at, at.owner, `before=${newest.cursor}`);
      same('Those before', [bodies(older), older.more], [['03', '02', '01'], false]);
      refused(await world.ask(at.owner, reading(at, 'since=1&before=2')), 400, 'invalid-parameter');
    },
  },
  {
    name: 'messages/same-again',
    about,
    run: async (world) => {
      const { at, member, sent } = await spoken5(world);
      const [asked] = sent;
      hold(asked !== undefined, 'Nothing was sent.');
      const first = jsonIn(await world.ask(member, asked), sentMessageSchema);
      const again = jsonIn(await world.ask(member, { ...asked, key: randomName() }), sentMessageSchema);
      same('The answer to the same message', again, first);
      const other = { ...asked, key: randomName(), body: Uint8Array.of(9) };
      refused(await world.ask(member, other), 409, 'message-taken');
      refused(await world.ask(at.owner, { ...asked, key: randomName() }), 409, 'message-taken');
      same('The messages', bodies(await messages(world, at, member)), ['01', '02', '03', '04', '05']);
    },
  },
  {
    name: 'messages/deleted',
    about,
    run: async (world) => {
      const { at, member, sent } = await spoken5(world);
      const [first, second] = sent;
      hold(first !== undefined && second !== undefined, 'Nothing was sent.');
      const other = await joined(world, at);
      refused(await world.ask(other, deleting(first)), 403, 'not-an-owner');
      const { cursor } = await messages(world, at, other);
      done(await world.ask(member, deleting(first)), 204);
      done(await world.ask(at.owner, deleting(second)), 204);
      done(await world.ask(member, deleting(sending(at, Uint8Array.of()))), 204);
      same('What changed', bodies(await messages(world, at, other, `since=${cursor}`)), [null, null]);
      same('What there was', bodies(await messages(world, at, other, 'before=999999')), ['05', '04', '03']);
      refused(await world.ask(member, { ...first, key: randomName() }), 409, 'message-taken');
    },
  },
  {
    name: 'messages/members-only',
    about: '[G37]',
    run: async (world) => {
      const { at, member, sent } = await spoken5(world);
      const [stranger, [asked]] = [await world.account(), sent];
      hold(asked !== undefined, 'Nothing was sent.');
      const path = memberPath(at.space, member.id);
      done(await world.ask(at.owner, { method: 'DELETE', path, key: randomName() }), 204);
      for (const attempt of [reading(at, 'since=0'), sending(at, Uint8Array.of(6))]) {
        for (const account of [stranger, member]) refused(await world.ask(account, attempt), 403, 'not-a-member');
      }
      refused(await world.ask(stranger, deleting(asked)), 403, 'not-a-member');
      same('The messages', bodies(await messages(world, at, at.owner)), ['01', '02', '03', '04', '05']);
      // What he holds he may delete still.
      done(await world.ask(member, deleting(asked)), 204);
      same('The messages', bodies(await messages(world, at, at.owner)), ['02', '03', '04', '05', null]);
    },
  },
  {
    name: 'messages/limits',
    about: 'Limits',
    run: async (world) => {
      const at = await shared(world);
      done(await world.ask(at.owner, sending(at, new Uint8Array(MESSAGE_BYTES))), 200);
      refused(await world.ask(at.owner, sending(at, new Uint8Array(MESSAGE_BYTES + 1))), 413, 'body-too-large');
      refused(await world.ask(at.owner, sending(at, new Uint8Array())), 400, 'invalid-body');
    },
  },
];

import type { Client, Saved, SpaceNews } from 'backhaul';
import type { Account } from 'backhaul/account';
import type { Journal } from 'backhaul/journal';
import type { Member, SpaceId } from 'backhaul/protocol';
import type { JoinedSpaces } from '../membership/membership.ts';
import { readJoined, readMembers } from '../membership/read-membership.ts';
import { removeLeft } from '../membership/remove-left.ts';
import { openSpacesDesk, type SpacesDesk } from '../membership/spaces-desk.ts';
import { type SpacesChange, spacesAnnouncements } from '../messages/announcements.ts';
import type { ShownMessage } from '../messages/conversation.ts';
import { followMessages } from '../messages/follow-messages.ts';
import { MessageStore } from '../messages/message-store.ts';
import { type Messages, openMessages } from '../messages/open-messages.ts';
import type { SpaceKey } from '../messages/space-keys.ts';
import { noticeOf } from '../notifications/notice.ts';
import { showNotice } from '../notifications/show-notice.ts';
import { isSeen, noteSight } from '../notifications/sight.ts';
import type { ConversationsView } from './conversations-view.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { announceOwed, rotateKey } from './rotate-key.ts';
import type { SaveChanges } from './save-changes.ts';
import { takeBack } from './take-back.ts';
import { takeKey } from './take-key.ts';

/** The spaces of the account as the server has them: who is a member, and what is said. */
export interface Conversations {
  readonly desk: SpacesDesk;
  readonly messages: Messages;
  /** Calls `listener` after every change on this device, of whatever tab; gives the way to stop. */
  readonly watch: (listener: (change: SpacesChange) => void) => () => void;
  /** Takes in what the server tells while a page listens. */
  readonly hear: (news: SpaceNews) => void;
  /** The members of a space, whoever has been there longest first. @throws Error when the server does not answer that. */
  readonly membersOf: (space: SpaceId) => Promise<readonly Member[]>;
  /** Makes a new key the space's current one, and tells its members. The old ones stay: they open what was sealed with them. */
  readonly rotateKey: (space: SpaceId) => Promise<Saved>;
  /** Ends a task, and then takes back what it was for. Rejects as `end` does. */
  readonly takeBack: (taskId: string, end: () => Promise<void>) => Promise<void>;
  /** Somebody looks at a space. */
  readonly noteSeen: (space: SpaceId) => Promise<void>;
  /** Stops listening, and lets go of what this device keeps. */
  readonly close: () => void;
  /** Asks the server which spaces the account is a member of. */
  readonly list: () => Promise<void>;
}

export interface ConversationsOptions {
  readonly account: Account;
  readonly journal: Journal;
  readonly client: Client;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly save: SaveChanges;
  readonly view: ConversationsView;
  readonly show: (joined: JoinedSpaces) => void;
}

export async function openConversations(options: ConversationsOptions): Promise<Conversations> {
  const { account, journal, client, fetch, save, view, show } = options;
  const spaces = () => view().spaces;
  const { origin } = location;
  const now = () => Date.now();
  const store = await MessageStore.open(account.id);
  const { tell, watch, close } = spacesAnnouncements(account.id);
  const showKept = async () => {
    const [listedAt, rows] = await Promise.all([store.listedAt(), store.spaces()]);
    const roles = rows.flatMap(({ space, role }) => (role === null ? [] : [[space, role] as const]));
    const unread = rows.filter(({ newestOfOthers, seen }) => newestOfOthers > seen).map(({ space }) => space);
    show({ listedAt, roles: new Map(roles), unread: new Set(unread) });
  };

  const onKey = (id: SpaceId, key: SpaceKey, sealedWith: string) =>
    takeKey({ journal, save, view }, id, key, sealedWith);
  const onArrived = async (id: SpaceId, arrived: readonly ShownMessage[]) => {
    const { muted, preferences } = view();
    const space = spaces().find((other) => other.id === id);
    const circumstances = { isWanted: preferences.notifications, isMuted: muted.has(id), isSeen: await isSeen() };
    const notice = space && noticeOf(arrived, { space, ...circumstances });
    if (notice !== undefined) await showNotice(notice);
  };
  const messages = openMessages({ account: account.id, journal, store, fetch, origin, onKey, onArrived, tell, now });
  const desk = openSpacesDesk({
    account: account.id,
    client,
    journal,
    store,
    origin,
    save,
    spaces,
    isMember: (space) => view().joined.roles.has(space),
    now,
  });

  const readSpaces = () => readJoined({ fetch, origin, account: account.id });
  const list = oneAtATime(async () => {
    const asked = now();
    await store.takeMemberships(await readSpaces(), asked);
    tell({ kind: 'joined' });
  });
  const showAgain = oneAtATime(showKept);
  watch(() => void showAgain().catch(reportError));
  const pulls = new Map<SpaceId, () => Promise<void>>();
  const pull = (space: SpaceId) => {
    const pulling = pulls.get(space) ?? oneAtATime(() => messages.pull(space));
    pulls.set(space, pulling);
    return pulling();
  };
  /** A space that nothing new is told of is not asked about: at the beginning of a connection there are hundreds. */
  const hearOf = async (space: SpaceId, cursor: number) => {
    if (await store.tell(space, cursor)) await pull(space);
  };
  const hear = (news: SpaceNews) => {
    const hearing = news.kind === 'spaces' ? list() : hearOf(news.space, news.cursor);
    hearing.catch(() => undefined); // The next connection begins with all of it.
  };
  const membersOf = (space: SpaceId) => readMembers({ fetch, origin, account: account.id }, space);
  await showKept();
  const parts = { client, journal, messages, desk, store, save, view };
  const stops = [
    removeLeft({ client, desk, view, readJoined: readSpaces }),
    followMessages({ client, store, tell: (space) => tell({ kind: 'messages', space }) }),
    noteSight(),
  ];
  announceOwed(parts).catch(reportError);
  return {
    desk,
    messages: { ...messages, pull },
    watch,
    hear,
    list,
    membersOf,
    rotateKey: (space) => rotateKey(parts, space),
    takeBack: (taskId, end) => takeBack(parts, taskId, end),
    noteSeen: async (space) => {
      if (await store.noteSeen(space)) tell({ kind: 'joined' });
    },
    close: () => {
      for (const stop of stops) stop();
      close();
      store.close();
    },
  };
}

import type { ShownMessage } from '../messages/conversation.ts';

/** What a person is told of messages that have come while they looked elsewhere. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** One notice a space: a newer one takes the place of the older. */
  readonly tag: string;
  /** The address that it opens. */
  readonly path: string;
}

interface Circumstances {
  readonly space: { readonly id: string; readonly name: string };
  /** By the account's preferences, which hold on all of its devices. */
  readonly isWanted: boolean;
  readonly isMuted: boolean;
  /** Somebody looks at the app right now. */
  readonly isSeen: boolean;
}

const SHOWN = 160;

/** Nothing where the person does not want to be told, or sees it anyway. `arrived` are what others have written, the oldest first. */
export function noticeOf(arrived: readonly ShownMessage[], circumstances: Circumstances): Notice | undefined {
  const { space, isWanted, isMuted, isSeen } = circumstances;
  const last = arrived.findLast(({ content }) => content.kind === 'text');
  if (last?.content.kind !== 'text' || !isWanted || isMuted || isSeen) return undefined;
  const { name, text } = last.content;
  const said = name.trim() === '' ? text : `${name.trim()}: ${text}`;
  return {
    title: space.name,
    body: said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said,
    tag: `space:${space.id}`,
    path: `/spaces/${encodeURIComponent(space.id)}`,
  };
}

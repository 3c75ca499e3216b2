import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SpaceId } from 'backhaul/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Conversation } from '../../messages/conversation.ts';
import type { Conversations } from '../../model/conversations.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { conversationQuery } from './conversation-query.ts';
import type { Reading } from './stand-in.ts';

/** What is shown of a channel, and how far it was read from the server. */
export interface ShownConversation {
  readonly conversation: Conversation | undefined;
  readonly reading: Reading;
  readonly readAgain: () => void;
}

/** A channel as this device has it, read again whenever something of it has changed, in whatever tab. */
export function useConversation(space: SpaceId, { messages, watch, list }: Conversations): ShownConversation {
  const queries = useQueryClient();
  const isMember = useAppView().joined.roles.has(space);
  const [reading, setReading] = useState<Reading>('reading');
  const newest = useRef<Promise<void>>(undefined);
  const { data } = useQuery(conversationQuery(messages, space));
  useEffect(
    () =>
      watch((change) => {
        if (change.kind !== 'messages' || change.space !== space) return;
        queries.invalidateQueries(conversationQuery(messages, space)).catch(() => undefined);
      }),
    [queries, messages, space, watch],
  );
  const readAgain = useCallback(() => {
    setReading((before) => (before === 'failed' ? 'reading-again' : 'reading'));
    const asking = isMember ? messages.pull(space) : list();
    newest.current = asking;
    const tell = (told: Reading) => {
      if (newest.current === asking) setReading(told); // Who has become a member meanwhile has asked for more.
    };
    asking.then(
      () => tell(isMember ? 'read' : 'listed'),
      () => tell('failed'),
    );
  }, [isMember, messages, list, space]);
  useEffect(readAgain, [readAgain]);
  return { conversation: data, reading, readAgain };
}

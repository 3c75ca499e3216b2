import { type ReactNode, useCallback, useRef } from 'react';
import type { Conversations } from '../../model/conversations.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { useConversations } from '../../provider/use-conversations.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { ChannelBar } from './ChannelBar.tsx';
import { Composer } from './Composer.tsx';
import './channel.css';
import { draftsOf } from './drafts.ts';
import { handFocusOn } from './hand-focus-on.ts';
import { MembershipNotice } from './MembershipNotice.tsx';
import { MessageList } from './MessageList.tsx';
import { MessagesSkeleton } from './MessagesSkeleton.tsx';
import { useMessageMutations } from './use-message-mutations.ts';

interface ChannelProps {
  readonly space: SpaceSummary;
}

export function Channel({ space }: ChannelProps): ReactNode {
  const conversations = useConversations();
  return (
    <section ref={handFocusOn} className="channel" aria-label={space.name} tabIndex={-1}>
      <ChannelBar space={space} />
      <MembershipNotice space={space} />
      {conversations === undefined ? <MessagesSkeleton /> : <Conversing space={space} conversations={conversations} />}
    </section>
  );
}

function Conversing({ space, conversations }: ChannelProps & { readonly conversations: Conversations }): ReactNode {
  const { account } = useModel();
  const { send, remove } = useMessageMutations(conversations.messages, account);
  const field = useRef<HTMLTextAreaElement>(null);
  const drafts = draftsOf(conversations.messages);
  /** Puts a text that was not sent back to where it can be changed. */
  const onEdit = useCallback(
    (unsent: string) => {
      drafts.bringBack(space.id, unsent);
      field.current?.focus();
    },
    [drafts, space.id],
  );
  return (
    <>
      <MessageList space={space.id} conversations={conversations} onDelete={remove.mutate} onEdit={onEdit} />
      <Composer space={space} messages={conversations.messages} send={send.mutateAsync} field={field} drafts={drafts} />
    </>
  );
}

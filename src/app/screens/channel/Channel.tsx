import { type ReactNode, useRef, useState } from 'react';
import type { Conversations } from '../../model/conversations.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { useConversations } from '../../provider/use-conversations.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { ChannelBar } from './ChannelBar.tsx';
import { Composer } from './Composer.tsx';
import './channel.css';
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
    <section className="channel" aria-label={space.name}>
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
  const [text, setText] = useState('');
  /** Puts a text that was not sent back to where it can be changed. */
  const onEdit = (unsent: string) => {
    setText(unsent);
    field.current?.focus();
  };
  const doing = { space, conversations, onDelete: remove.mutate, onEdit };
  return (
    <>
      <MessageList {...doing} />
      <Composer
        space={space}
        conversations={conversations}
        send={send.mutate}
        field={field}
        text={text}
        onText={setText}
      />
    </>
  );
}

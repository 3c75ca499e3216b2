import type { ReactNode } from 'react';
import { MessageLog, type MessageLogProps } from './MessageLog.tsx';
import { MessagesSkeleton } from './MessagesSkeleton.tsx';
import { standIn } from './stand-in.ts';
import { useConversation } from './use-conversation.ts';

/** What was said, or what will stand there. */
export function MessageList(props: Omit<MessageLogProps, 'conversation' | 'reading' | 'readAgain'>): ReactNode {
  const { conversation, reading, readAgain } = useConversation(props.space, props.conversations);
  if (conversation === undefined || standIn(conversation, reading) === 'skeleton') return <MessagesSkeleton />;
  return <MessageLog {...props} conversation={conversation} reading={reading} readAgain={readAgain} />;
}

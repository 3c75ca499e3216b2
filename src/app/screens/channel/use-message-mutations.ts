import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from 'backhaul/react';
import { syncMutationOptions } from 'backhaul/tanstack-query';
import { useEffect, useMemo } from 'react';
import { tasksThatJoin } from '../../membership/membership.ts';
import { withMessage, withoutMessage } from '../../messages/conversation.ts';
import type { MessageContext } from '../../messages/message-tasks.ts';
import type { Messages } from '../../messages/open-messages.ts';
import { conversationQuery } from './conversation-query.ts';

export type SendMessage = ReturnType<typeof useMessageMutations>['send']['mutateAsync'];

/** Sends and deletes messages: shown at once, kept on this device, and taken back when the server refuses. */
export function useMessageMutations(messages: Messages, account: string) {
  const client = useClient();
  const queries = useQueryClient();
  const { sending, deleting } = useMemo(() => {
    const queryKey = ({ space }: MessageContext) => conversationQuery(messages, space).queryKey;
    return {
      sending: syncMutationOptions(messages.sendTask, {
        client,
        queryKey,
        optimistic: (conversation, context) => {
          const message = messages.composed(context);
          return message === undefined ? conversation : withMessage(conversation, message);
        },
        enqueueOptions: ({ space }) => ({ dependsOn: tasksThatJoin(space, client.tasks()) }),
      }),
      deleting: syncMutationOptions(messages.deleteTask, {
        client,
        queryKey,
        optimistic: (conversation, { message }) => withoutMessage(conversation, message),
      }),
    };
  }, [messages, client]);
  useEffect(() => deleting.layWaiting(queries, account), [deleting, queries, account]);
  return { send: useMutation(sending), remove: useMutation(deleting) };
}

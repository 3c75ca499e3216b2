import type { Messages } from '../../messages/open-messages.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { useToasts } from '../../toasts/toasts.ts';
import type { Drafts } from './drafts.ts';
import type { SendMessage } from './use-message-mutations.ts';
import { channelWords } from './words.ts';

interface Sending {
  readonly space: SpaceSummary;
  readonly messages: Messages;
  readonly send: SendMessage;
  readonly drafts: Drafts;
}

/** Sends a text; what could not be kept goes back to the draft of its space, whatever is shown by then. */
export function useSend({ space, messages, send, drafts }: Sending): (text: string) => void {
  const { profile } = useAppView();
  const toasts = useToasts();
  return (text) => {
    const context = messages.compose(space.id, { kind: 'text', name: profile.displayName, text });
    send(context).catch((error: unknown) => {
      console.error(error);
      drafts.bringBack(space.id, text);
      toasts.add({ id: `not-kept:${space.id}`, title: channelWords.notKept(space.name), timeout: 0 });
      messages.forget(context).catch(console.warn);
    });
  };
}

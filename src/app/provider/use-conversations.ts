import { useEffect, useState } from 'react';
import type { Conversations } from '../model/conversations.ts';
import { useModel } from './AppProvider.tsx';

/** The spaces as their members have them; nothing until that is loaded. */
export function useConversations(): Conversations | undefined {
  const model = useModel();
  const [opened, setOpened] = useState<Conversations>();
  useEffect(() => {
    let isCurrent = true;
    const load = () =>
      model.conversations().then(
        (conversations) => {
          if (isCurrent) setOpened(conversations);
        },
        (error: unknown) => {
          console.warn(error); // Offline before it was ever loaded.
          window.addEventListener('online', load, { once: true });
        },
      );
    void load();
    return () => {
      isCurrent = false;
      window.removeEventListener('online', load);
    };
  }, [model]);
  return opened;
}

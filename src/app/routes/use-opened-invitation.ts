import { useCallback, useEffect, useState } from 'react';
import { INVITATION_MARK } from '../membership/invitation-mark.ts';

/**
 * The link of an invitation that this page was opened with, until it has been dealt with; taken out of the address at once, so
 * that it stays neither on the screen nor in the history.
 */
export function useOpenedInvitation(): { readonly link: string | undefined; readonly dealtWith: () => void } {
  const [link, setLink] = useState(takeInvitation);
  useEffect(() => {
    const look = () => setLink((before) => takeInvitation() ?? before);
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return { link, dealtWith: useCallback(() => setLink(undefined), []) };
}

function takeInvitation(): string | undefined {
  const { href, hash, pathname, search } = location;
  if (!hash.startsWith(INVITATION_MARK)) return undefined;
  history.replaceState(history.state, '', pathname + search);
  return href;
}

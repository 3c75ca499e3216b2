const JOIN = '#join=';

export function isJoinLink(): boolean {
  return location.hash.startsWith(JOIN);
}

/**
 * The link that this page was opened with to join an account, if it was; taken out of the address at once, so that the
 * phrase stays neither on the screen nor in the history.
 */
export function takeJoinLink(): string | undefined {
  const { href, pathname, search } = location;
  if (!isJoinLink()) return undefined;
  history.replaceState(history.state, '', pathname + search);
  return href;
}

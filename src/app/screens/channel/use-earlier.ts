import type { SpaceId } from 'backhaul/protocol';
import { useState } from 'react';
import type { Messages } from '../../messages/open-messages.ts';

/** Reads what was said before, a page at a time. */
export function useEarlier(space: SpaceId, messages: Messages) {
  const [state, setState] = useState<'ready' | 'reading' | 'failed'>('ready');
  const read = () => {
    setState('reading');
    messages.pullEarlier(space).then(
      () => setState('ready'),
      () => setState('failed'),
    );
  };
  return { isBusy: state === 'reading', hasFailed: state === 'failed', read };
}

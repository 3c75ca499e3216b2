import { useTasks } from 'backhaul/react';
import { type ReactNode, useMemo, useState } from 'react';
import { Mark } from '../../mark/Mark.tsx';
import { membershipOf, membershipTasks } from '../../membership/membership.ts';
import type { SpacesDesk } from '../../membership/spaces-desk.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { handFocusOn } from './hand-focus-on.ts';
import { membershipWords } from './words.ts';

/** Says so where the server does not, or not yet, know the person as a member. */
export function MembershipNotice({ space }: { readonly space: SpaceSummary }): ReactNode {
  const { joined } = useAppView();
  const tasks = useTasks();
  const membership = useMemo(
    () => membershipOf(space.id, membershipTasks(tasks).get(space.id), joined),
    [space.id, tasks, joined],
  );
  switch (membership.kind) {
    case 'joining':
      return (
        <p className="channel-notice" role="status">
          <Mark place="here" />
          <span>{membershipWords.joining}</span>
        </p>
      );
    case 'leave-refused':
      return (
        <p className="channel-notice" role="status">
          <Mark place="needs-you" />
          <span>{membershipWords.leaveRefused(membership.task.error.message)}</span>
        </p>
      );
    case 'not-a-member':
      return <NotAMember space={space} />;
    case 'unknown':
    case 'member':
    case 'leaving':
    case 'left':
    case 'join-refused':
      return null;
  }
}

function NotAMember({ space }: { readonly space: SpaceSummary }): ReactNode {
  const model = useModel();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const attempt = async (action: (desk: SpacesDesk) => Promise<void>) => {
    if (state === 'busy') return;
    setState('busy');
    try {
      await action((await model.conversations()).desk);
      setState('ready');
    } catch (error) {
      console.error(error);
      setState('failed');
    }
  };
  return (
    <div ref={handFocusOn} className="channel-notice" role="status">
      <Mark place="needs-you" />
      <span>{membershipWords.notAMember}</span>
      <button
        type="button"
        className="button"
        aria-disabled={state === 'busy'}
        onClick={() => void attempt((desk) => desk.makeAgain(space.id))}
      >
        {membershipWords.makeAgain}
      </button>
      <button
        type="button"
        className="button button-plain"
        aria-disabled={state === 'busy'}
        onClick={() => void attempt((desk) => desk.remove(space.id))}
      >
        {membershipWords.remove}
      </button>
      {state === 'failed' && (
        <p className="field-problem channel-notice-problem" role="alert">
          {membershipWords.notKept}
        </p>
      )}
    </div>
  );
}

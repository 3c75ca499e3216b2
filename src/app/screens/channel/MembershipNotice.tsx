import { useTasks } from 'backhaul/react';
import { type ReactNode, useMemo } from 'react';
import { Mark } from '../../mark/Mark.tsx';
import { membershipOf, membershipTasks } from '../../membership/membership.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { useConversations } from '../../provider/use-conversations.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
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
  const conversations = useConversations();
  return (
    <div className="channel-notice" role="status">
      <Mark place="needs-you" />
      <span>{membershipWords.notAMember}</span>
      <button
        type="button"
        className="button"
        onClick={() => void conversations?.desk.makeAgain(space.id).catch(console.warn)}
      >
        {membershipWords.makeAgain}
      </button>
      <button
        type="button"
        className="button button-plain"
        onClick={() => void conversations?.desk.remove(space.id).catch(console.warn)}
      >
        {membershipWords.remove}
      </button>
    </div>
  );
}

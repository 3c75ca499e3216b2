import type { Invitation } from '../../membership/invite-link.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { type Attempt, useAttempt } from '../dialogs/use-attempt.ts';

/** Joins a space, and then calls `onJoined`. */
export function useJoining(onJoined: (invitation: Invitation) => void): {
  readonly state: Attempt['state'];
  readonly join: (invitation: Invitation) => void;
} {
  const model = useModel();
  const { state, begin } = useAttempt();
  const join = (invitation: Invitation) =>
    begin(async () => {
      await (await model.conversations()).desk.join(invitation);
      onJoined(invitation);
    });
  return { state, join };
}

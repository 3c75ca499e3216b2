import { useSync } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import { useAppView, useModel } from '../../../provider/AppProvider.tsx';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog.tsx';
import { devicesWords } from './words.ts';

/** The way out of an account on this device; what it costs is told before. */
export function SignOut(): ReactNode {
  const { devices } = useModel();
  const unsent = useUnsent();
  const [state, setState] = useState<'ready' | 'leaving' | 'failed'>('ready');
  const [isAsking, setIsAsking] = useState(false);
  const onSignOut = () => {
    setState('leaving');
    devices.signOutHere().catch((error: unknown) => {
      console.error(error);
      setState('failed');
    });
  };
  return (
    <section className="devices-section">
      <button
        type="button"
        className="button button-danger"
        disabled={state === 'leaving'}
        onClick={() => setIsAsking(true)}
      >
        {state === 'leaving' ? devicesWords.signingOut : devicesWords.signOut}
      </button>
      <ConfirmDialog
        isOpen={isAsking}
        title={devicesWords.signOutTitle}
        explanation={devicesWords.signOutExplanation}
        keep={devicesWords.cancel}
        confirm={devicesWords.signOutNow}
        onClose={() => setIsAsking(false)}
        onConfirm={onSignOut}
      >
        {unsent > 0 && <p className="field-problem">{devicesWords.unsent(unsent)}</p>}
      </ConfirmDialog>
      <p className="field-note">{devicesWords.signOutNote}</p>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {devicesWords.notSignedOut}
        </p>
      )}
    </section>
  );
}

/** Tasks that are not delivered; where sync is off, the parts of the account that the server has not got. */
function useUnsent(): number {
  const { tasks } = useSync();
  const { dirty } = useAppView().sync;
  return Math.max(tasks.filter(({ status }) => status !== 'completed').length, dirty.size);
}

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useSync } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import { useAppView, useModel } from '../../../provider/AppProvider.tsx';
import { devicesWords } from './words.ts';

/** The way out of an account on this device; what it costs is told before. */
export function SignOut(): ReactNode {
  const { devices } = useModel();
  const unsent = useUnsent();
  const [state, setState] = useState<'ready' | 'leaving' | 'failed'>('ready');
  const onSignOut = () => {
    setState('leaving');
    devices.signOutHere().catch((error: unknown) => {
      console.error(error);
      setState('failed');
    });
  };
  return (
    <section className="devices-section">
      <AlertDialog.Root>
        <AlertDialog.Trigger className="button button-danger" disabled={state === 'leaving'}>
          {state === 'leaving' ? devicesWords.signingOut : devicesWords.signOut}
        </AlertDialog.Trigger>
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className="backdrop backdrop-over" forceRender />
          <AlertDialog.Popup className="small-dialog">
            <AlertDialog.Title className="small-dialog-title">{devicesWords.signOutTitle}</AlertDialog.Title>
            <AlertDialog.Description className="quiet">{devicesWords.signOutExplanation}</AlertDialog.Description>
            {unsent > 0 && <p className="field-problem">{devicesWords.unsent(unsent)}</p>}
            <div className="small-dialog-actions">
              <AlertDialog.Close className="button">{devicesWords.cancel}</AlertDialog.Close>
              <AlertDialog.Close className="button button-danger" onClick={onSignOut}>
                {devicesWords.signOutNow}
              </AlertDialog.Close>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Portal>
      </AlertDialog.Root>
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

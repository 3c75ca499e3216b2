import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId, useState } from 'react';
import { useAppView, useModel } from '../../../provider/AppProvider.tsx';
import { syncWords } from './words.ts';

/** Sends from this device, or keeps what is saved here; reading goes on in any case. */
export function SyncSwitch(): ReactNode {
  const id = useId();
  const model = useModel();
  const { isOn } = useAppView().sync;
  const [state, setState] = useState<'ready' | 'switching' | 'failed'>('ready');
  const onChange = async (turnsOn: boolean) => {
    setState('switching');
    try {
      await (turnsOn ? model.turnSyncOn() : model.turnSyncOff());
      setState('ready');
    } catch (error) {
      console.error(error);
      setState('failed');
    }
  };
  return (
    <div>
      <div className="settings-row">
        <div>
          <p id={id} className="field-label">
            {syncWords.switch}
          </p>
          <p id={`${id}-note`} className="field-note">
            {isOn ? syncWords.switchOn : syncWords.switchOff}
          </p>
        </div>
        <Switch.Root
          className="switch"
          checked={isOn}
          disabled={state === 'switching'}
          onCheckedChange={(turnsOn) => void onChange(turnsOn)}
          aria-labelledby={id}
          aria-describedby={`${id}-note`}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </div>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {syncWords.notSwitched}
        </p>
      )}
    </div>
  );
}

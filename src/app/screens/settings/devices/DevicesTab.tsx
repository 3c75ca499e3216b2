import type { ReactNode } from 'react';
import { KeysNote } from '../../keys/KeysNote.tsx';
import './devices-tab.css';
import { LinkedDevices } from './LinkedDevices.tsx';
import { PairingButton } from './PairingButton.tsx';
import { SignOut } from './SignOut.tsx';
import { devicesWords } from './words.ts';

export function DevicesTab(): ReactNode {
  return (
    <div className="settings-fields">
      <LinkedDevices />
      <KeysNote />
      <section className="devices-section">
        <h3>{devicesWords.another}</h3>
        <ol className="devices-steps">
          {devicesWords.steps(location.host).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="field-note">{devicesWords.shownOnce}</p>
        <PairingButton />
      </section>
      <SignOut />
    </div>
  );
}

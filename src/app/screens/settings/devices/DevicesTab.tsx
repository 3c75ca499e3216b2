import type { ReactNode } from 'react';
import { useModel } from '../../../provider/AppProvider.tsx';
import './devices-tab.css';
import { devicesWords } from './words.ts';

export function DevicesTab(): ReactNode {
  const { device } = useModel();
  return (
    <div className="settings-fields">
      <section className="devices-section">
        <h3>{devicesWords.thisDevice}</h3>
        <p className="devices-id figures" title={device}>
          {shortForm(device)}
        </p>
        <p className="field-note">{devicesWords.thisDeviceNote}</p>
      </section>
      <section className="devices-section">
        <h3>{devicesWords.another}</h3>
        <ol className="devices-steps">
          {devicesWords.steps(location.host).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="field-note">{devicesWords.shownOnce}</p>
      </section>
    </div>
  );
}

/** Eight of its sixteen digits tell a person's devices apart. */
function shortForm(device: string): string {
  return `${device.slice(0, 4)} ${device.slice(4, 8)}`;
}

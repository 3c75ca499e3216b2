import type { ReactNode } from 'react';
import { deviceLabel } from '../../devices/device-label.ts';
import { useFormat } from '../../format/use-format.ts';
import type { StayingDevices } from './use-staying-devices.ts';
import { keysWords } from './words.ts';

/** Asks which devices stay: whoever has seen the old words may have added one. */
export function WhoStays({ devices, shutOut, setStays }: StayingDevices): ReactNode {
  const format = useFormat();
  if (devices.length < 2) return null;
  return (
    <fieldset className="keys-devices">
      <legend className="field-label">{keysWords.whoStays}</legend>
      {devices.map((device) => (
        <label key={device.id} className="keys-tick">
          <input
            type="checkbox"
            checked={!shutOut.includes(device.id)}
            disabled={device.isThis}
            onChange={({ target }) => setStays(device.id, target.checked)}
          />
          <span>
            {deviceLabel(device)}
            <span className="quiet label figures">
              {' '}
              {device.isThis ? keysWords.thisDevice : keysWords.since(format.date(device.since))}
            </span>
          </span>
        </label>
      ))}
      <p className="field-note">{keysWords.whoStaysNote}</p>
    </fieldset>
  );
}

import type { ReactNode } from 'react';
import type { LinkedDevice } from '../../../devices/linked-devices.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { keysWords } from '../../keys/words.ts';
import { deviceLabel, shortForm } from './device-label.ts';
import { devicesWords } from './words.ts';

interface DeviceItemProps {
  readonly device: LinkedDevice;
  readonly onRevoke: (device: LinkedDevice) => void;
}

export function DeviceItem({ device, onRevoke }: DeviceItemProps): ReactNode {
  const format = useFormat();
  const { keys } = useAppView().sync;
  return (
    <li className="device">
      <div>
        <p>
          <span className="device-name">{device.name ?? devicesWords.unnamed}</span>
          {device.isThis && <span className="device-here label">{devicesWords.here}</span>}
        </p>
        <p className="quiet label figures" title={device.id}>
          {devicesWords.since(format.date(device.since))} · {shortForm(device.id)}
        </p>
      </div>
      {!device.isThis && (
        <button
          type="button"
          className="button button-plain"
          aria-label={keysWords.revokeOf(deviceLabel(device))}
          disabled={keys === 'changing'}
          onClick={() => onRevoke(device)}
        >
          {keysWords.revoke}
        </button>
      )}
    </li>
  );
}

import type { ReactNode } from 'react';
import { deviceLabel, shortForm } from '../../../devices/device-label.ts';
import type { LinkedDevice } from '../../../devices/linked-devices.ts';
import { type Format, useFormat } from '../../../format/use-format.ts';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { keysWords } from '../../keys/words.ts';
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
          {timesOf(device, format)} · {shortForm(device.id)}
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

/** When it became a device of the account, and when it was last there. */
function timesOf({ since, seenAt, isThis }: LinkedDevice, format: Format): string {
  const became = devicesWords.since(format.date(since));
  return seenAt === undefined || isThis ? became : `${became} · ${devicesWords.seen(format.date(seenAt))}`;
}

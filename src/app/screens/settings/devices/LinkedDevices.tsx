import { type ReactNode, useRef, useState } from 'react';
import type { LinkedDevice } from '../../../devices/linked-devices.ts';
import { useOpener } from '../../shell/use-opener.ts';
import { DeviceItem } from './DeviceItem.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { useLinkedDevices } from './use-linked-devices.ts';
import { devicesWords } from './words.ts';

/** The devices that write to this account. */
export function LinkedDevices(): ReactNode {
  const { read, readAgain } = useLinkedDevices();
  const [revoking, setRevoking] = useState<LinkedDevice>();
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useOpener(heading);
  const onReadAgain = () => {
    heading.current?.focus(); // The button goes.
    readAgain();
  };
  const onRevoke = (device: LinkedDevice) => {
    opener.remember();
    setRevoking(device);
  };
  return (
    <section className="devices-section">
      <h3 ref={heading} tabIndex={-1}>
        {devicesWords.linked}
      </h3>
      {read.kind === 'reading' && <p className="quiet">{devicesWords.reading}</p>}
      {read.kind === 'failed' && (
        <>
          <p role="status">{devicesWords.notRead}</p>
          <button type="button" className="button" onClick={onReadAgain}>
            {devicesWords.readAgain}
          </button>
        </>
      )}
      {read.kind === 'read' && (
        <ul className="devices">
          {read.devices.map((device) => (
            <DeviceItem key={device.id} device={device} onRevoke={onRevoke} />
          ))}
        </ul>
      )}
      {revoking !== undefined && (
        <RevokeDialog
          device={revoking}
          onChanged={readAgain}
          onClose={() => setRevoking(undefined)}
          focusAfterwards={opener.recall}
        />
      )}
    </section>
  );
}

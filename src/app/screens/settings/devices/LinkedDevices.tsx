import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { LinkedDevice } from '../../../devices/linked-devices.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useModel } from '../../../provider/AppProvider.tsx';
import { devicesWords } from './words.ts';

type Read =
  | { readonly kind: 'reading' | 'failed' }
  | { readonly kind: 'read'; readonly devices: readonly LinkedDevice[] };

/** The devices that write to this account. */
export function LinkedDevices(): ReactNode {
  const { read, readAgain } = useLinkedDevices();
  const heading = useRef<HTMLHeadingElement>(null);
  const onReadAgain = () => {
    heading.current?.focus(); // The button goes.
    readAgain();
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
            <Device key={device.id} device={device} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Device({ device }: { readonly device: LinkedDevice }): ReactNode {
  const format = useFormat();
  return (
    <li className="device">
      <span>
        <span className="device-name">{device.name ?? devicesWords.unnamed}</span>
        {device.isThis && <span className="device-here label">{devicesWords.here}</span>}
      </span>
      <span className="quiet label figures" title={device.id}>
        {devicesWords.since(format.date(device.since))} · {shortForm(device.id)}
      </span>
    </li>
  );
}

function useLinkedDevices(): { readonly read: Read; readonly readAgain: () => void } {
  const { devices } = useModel();
  const [read, setRead] = useState<Read>({ kind: 'reading' });
  const readAgain = useCallback(() => {
    setRead({ kind: 'reading' });
    devices.list().then(
      (listed) => setRead({ kind: 'read', devices: listed }),
      (error: unknown) => {
        console.warn(error);
        setRead({ kind: 'failed' });
      },
    );
  }, [devices]);
  useEffect(readAgain, [readAgain]);
  return { read, readAgain };
}

/** Eight of its sixteen digits tell a person's devices apart. */
function shortForm(device: string): string {
  return `${device.slice(0, 4)} ${device.slice(4, 8)}`;
}

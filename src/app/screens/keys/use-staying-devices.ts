import type { DeviceId } from 'backhaul/protocol';
import { useEffect, useState } from 'react';
import type { LinkedDevice } from '../../devices/linked-devices.ts';
import { useModel } from '../../provider/AppProvider.tsx';

export interface StayingDevices {
  /** Nothing until they have been read, or where they could not be. */
  readonly devices: readonly LinkedDevice[];
  /** Those of which the person has said that they do not stay. */
  readonly shutOut: readonly DeviceId[];
  readonly setStays: (device: DeviceId, stays: boolean) => void;
}

/** The devices of the account, and which of them stay when the keys change: all, but for those that `first` names. */
export function useStayingDevices(first: readonly DeviceId[]): StayingDevices {
  const model = useModel();
  const [devices, setDevices] = useState<readonly LinkedDevice[]>([]);
  const [shutOut, setShutOut] = useState(first);
  useEffect(() => {
    model.devices.list().then(setDevices, (error: unknown) => console.warn(error)); // The next step says that it is offline.
  }, [model]);
  const setStays = (device: DeviceId, stays: boolean) =>
    setShutOut((before) => (stays ? before.filter((id) => id !== device) : [...before, device]));
  return { devices, shutOut, setStays };
}

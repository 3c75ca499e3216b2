import { useCallback, useEffect, useState } from 'react';
import type { LinkedDevice } from '../../../devices/linked-devices.ts';
import { useModel } from '../../../provider/AppProvider.tsx';

type Read =
  | { readonly kind: 'reading' | 'failed' }
  | { readonly kind: 'read'; readonly devices: readonly LinkedDevice[] };

/** The devices of the account, as the server lists them. */
export function useLinkedDevices(): { readonly read: Read; readonly readAgain: () => void } {
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

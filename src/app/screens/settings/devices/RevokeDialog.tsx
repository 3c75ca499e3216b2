import type { ReactNode } from 'react';
import { deviceLabel } from '../../../devices/device-label.ts';
import type { LinkedDevice } from '../../../devices/linked-devices.ts';
import { KeysDialog } from '../../keys/KeysDialog.tsx';
import { keysWords } from '../../keys/words.ts';
import type { SmallDialogProps } from '../../space/SmallDialog.tsx';

interface RevokeDialogProps extends Omit<SmallDialogProps, 'isOpen'> {
  readonly device: LinkedDevice;
  readonly onChanged: () => void;
}

/** Shuts a device out, and changes the keys that it has. */
export function RevokeDialog({ device, ...dialog }: RevokeDialogProps): ReactNode {
  const name = deviceLabel(device);
  const words = {
    title: keysWords.revokeTitle(name),
    explanation: [keysWords.revokeExplanation, keysWords.revokeSpaces],
  };
  return <KeysDialog {...dialog} words={words} shutOut={[device.id]} />;
}

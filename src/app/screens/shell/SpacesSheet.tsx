import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { Sidebar } from './Sidebar.tsx';
import './spaces-sheet.css';
import { shellWords } from './words.ts';

interface SpacesSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly chosen: string | undefined;
}

/** The sidebar of a narrow window. */
export function SpacesSheet({ isOpen, onClose, chosen }: SpacesSheetProps): ReactNode {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(opens) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="spaces-sheet">
          <Dialog.Title className="visually-hidden">{shellWords.spaces}</Dialog.Title>
          <Sidebar chosen={chosen} onFollow={onClose} />
          <Dialog.Close className="icon-button spaces-sheet-close" aria-label={shellWords.close}>
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useState } from 'react';
import { Icon } from './Icon.tsx';
import { Sidebar } from './Sidebar.tsx';
import './spaces-sheet.css';
import { shellWords } from './words.ts';

interface SpacesSheetProps {
  readonly chosen: string | undefined;
  readonly onChoose: (spaceId: string) => void;
}

/** The sidebar of a narrow window: a sheet behind a button. */
export function SpacesSheet({ chosen, onChoose }: SpacesSheetProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const onChooseHere = (spaceId: string) => {
    onChoose(spaceId);
    setIsOpen(false);
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger className="icon-button spaces-button" aria-label={shellWords.spaces}>
        <Icon name="menu" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="spaces-sheet">
          <Dialog.Title className="visually-hidden">{shellWords.spaces}</Dialog.Title>
          <Sidebar chosen={chosen} onChoose={onChooseHere} />
          <Dialog.Close className="icon-button spaces-sheet-close" aria-label={shellWords.close}>
            <Icon name="close" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

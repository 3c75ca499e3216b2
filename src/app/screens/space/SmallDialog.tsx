import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { Icon } from '../shell/Icon.tsx';
import { spaceWords } from './words.ts';

export interface SmallDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Where the focus goes when it has closed, where there is a better place than what had it before. */
  readonly focusAfterwards?: (() => HTMLElement | null) | undefined;
}

interface Filled extends SmallDialogProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A question, or a few facts, over what is shown. */
export function SmallDialog({ isOpen, onClose, focusAfterwards, title, children }: Filled): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(opens) => !opens && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop backdrop-over" forceRender />
        <Dialog.Popup
          ref={popup}
          className="small-dialog"
          initialFocus={() => popup.current?.querySelector('input') ?? true}
          {...(focusAfterwards && { finalFocus: () => focusAfterwards() ?? true })}
        >
          <div className="small-dialog-header">
            <Dialog.Title className="small-dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={spaceWords.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { type ReactNode, useRef, useState } from 'react';
import { PairingDialog } from './PairingDialog.tsx';
import { devicesWords } from './words.ts';

/** The way to a code by which another device joins. */
export function PairingButton(): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className="button" onClick={() => setIsOpen(true)}>
        {devicesWords.pair}
      </button>
      {isOpen && <PairingDialog onClose={() => setIsOpen(false)} focusAfterwards={() => button.current} />}
    </>
  );
}

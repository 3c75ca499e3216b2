import type { ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';
import { PairingCode } from './PairingCode.tsx';
import { phraseWords } from './words.ts';
import './phrase.css';

/** What another device joins by: the code for its camera, and the link for where there is none. */
export function NewDeviceCode({ link }: { readonly link: string }): ReactNode {
  return (
    <>
      <PairingCode link={link} note={phraseWords.newDeviceNote} />
      <CopyButton text={link} words={phraseWords.copyLink} />
    </>
  );
}

import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import './keys.css';
import { keysWords } from './words.ts';

/** How far everything has been sealed again, while it is after the keys were changed; or that changing them was cut off. */
export function ResealingNote(): ReactNode {
  const { keys, resealing } = useAppView().sync;
  const format = useFormat();
  const words =
    resealing === undefined
      ? keys === 'changing' && keysWords.cutOffNote
      : keysWords.resealing(format.count(resealing.done), format.count(resealing.total));
  return (
    <p className="keys-note figures" role="status">
      {words}
    </p>
  );
}

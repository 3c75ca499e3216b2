import { useState } from 'react';
import { useSpaces } from '../../../membership/use-spaces.ts';
import { useModel } from '../../../provider/AppProvider.tsx';
import { useWatchSave } from '../../../toasts/use-watch-save.ts';
import { idAfter } from './drag-place.ts';
import { spaceListWords } from './words.ts';

interface Mover {
  /** Both places counted from 0. */
  readonly move: (from: number, to: number) => void;
  /** What was moved last, in words. */
  readonly moved: string;
}

/** Moves spaces, and tells assistive tools where they are then. */
export function useMoveSpace(): Mover {
  const spaces = useSpaces();
  const model = useModel();
  const watch = useWatchSave();
  const [moved, setMoved] = useState('');
  const move = (from: number, to: number) => {
    const space = spaces[from];
    if (space === undefined || spaces[to] === undefined || from === to) return;
    const ids = spaces.map(({ id }) => id);
    watch(model.moveSpace(space.id, idAfter(ids, from, to)));
    setMoved(spaceListWords.moved(space.name, to + 1, spaces.length));
  };
  return { move, moved };
}

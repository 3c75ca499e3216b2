import type { JournalSyncState } from 'backhaul';
import type { ReactNode } from 'react';
import { type Format, useFormat } from '../../format/use-format.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import './keys.css';
import { keysWords } from './words.ts';

/** How it is with the account's keys, while that is not as ever: how far everything has been sealed again, for instance. */
export function KeysNote(): ReactNode {
  const { sync } = useAppView();
  const format = useFormat();
  return (
    <p className="keys-note figures" role="status">
      {noteOf(sync, format)}
    </p>
  );
}

function noteOf({ keys, resealing }: JournalSyncState, format: Format): string | undefined {
  switch (keys) {
    case 'changed':
      return keysWords.changedElsewhere;
    case 'changing':
      return keysWords.cutOffNote;
    case 'present':
      return resealing && keysWords.resealing(format.count(resealing.done), format.count(resealing.total));
  }
}

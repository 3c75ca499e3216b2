import { type ReactNode, useRef, useState } from 'react';
import { Mark } from '../../../mark/Mark.tsx';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { ConflictsDialog } from '../../conflicts/ConflictsDialog.tsx';
import { conflictWords } from '../../conflicts/words.ts';
import { syncWords } from './words.ts';

/** What two devices have changed, while there is any. */
export function ConflictsRow(): ReactNode {
  const { conflicts } = useAppView();
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} tabIndex={-1} className="sync-conflicts">
      {conflicts.length > 0 && (
        <div className="settings-row">
          <p className="sync-conflicts-words">
            <Mark place="conflict" />
            {syncWords.conflicts(conflicts.length)}
          </p>
          <button type="button" className="button" onClick={() => setIsOpen(true)}>
            {conflictWords.compare}
          </button>
        </div>
      )}
      <ConflictsDialog isOpen={isOpen} onClose={() => setIsOpen(false)} focusAfterwards={() => place.current} />
    </div>
  );
}

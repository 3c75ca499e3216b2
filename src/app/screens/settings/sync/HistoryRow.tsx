import { type ReactNode, useRef, useState } from 'react';
import { Mark } from '../../../mark/Mark.tsx';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { HistoryDialog } from '../../history/HistoryDialog.tsx';
import { doubtWords, historyWords } from '../../history/words.ts';

/** What is doubted about the server's history, while it is. */
export function HistoryRow(): ReactNode {
  const { standing } = useAppView().sync;
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} tabIndex={-1} className="sync-conflicts">
      {standing.kind === 'doubted' && (
        <div className="settings-row">
          <p className="sync-conflicts-words sync-doubt">
            <Mark place="needs-you" />
            {doubtWords[standing.reason].status}
          </p>
          <button type="button" className="button" onClick={() => setIsOpen(true)}>
            {historyWords.show}
          </button>
        </div>
      )}
      <HistoryDialog isOpen={isOpen} onClose={() => setIsOpen(false)} focusAfterwards={() => place.current} />
    </div>
  );
}

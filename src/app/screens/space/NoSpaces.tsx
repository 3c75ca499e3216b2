import type { SpaceId } from 'backhaul/protocol';
import { type ReactNode, useState } from 'react';
import { JoinSpaceDialog } from './JoinSpaceDialog.tsx';
import { NewSpaceDialog } from './NewSpaceDialog.tsx';
import './space.css';
import { addSpaceWords, noSpacesWords } from './words.ts';

/** An account without spaces: what will be here, and what can be done now. */
export function NoSpaces({ onAdded }: { readonly onAdded: (space: SpaceId) => void }): ReactNode {
  const [asking, setAsking] = useState<'nothing' | 'name' | 'link'>('nothing');
  const onClose = () => setAsking('nothing');
  return (
    <section className="no-spaces">
      <svg className="no-spaces-figure" viewBox="0 0 96 96" aria-hidden="true">
        <circle cx="48" cy="48" r="44" />
        <circle cx="48" cy="48" r="28" />
        <circle cx="48" cy="48" r="12" />
      </svg>
      <h2 className="no-spaces-title">{noSpacesWords.title}</h2>
      <p className="quiet">{noSpacesWords.explanation}</p>
      <div className="no-spaces-actions">
        <button type="button" className="button button-primary" onClick={() => setAsking('name')}>
          {addSpaceWords.make}
        </button>
        <button type="button" className="button" onClick={() => setAsking('link')}>
          {addSpaceWords.join}
        </button>
      </div>
      <NewSpaceDialog isOpen={asking === 'name'} onClose={onClose} onAdded={onAdded} />
      <JoinSpaceDialog isOpen={asking === 'link'} onClose={onClose} onAdded={onAdded} />
    </section>
  );
}

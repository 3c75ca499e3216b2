import type { ReactNode } from 'react';
import { useSettingsDialog } from '../settings/settings-dialog-context.ts';
import './overview.css';
import { overviewWords } from './words.ts';

/** An account without spaces: what will be here, and what can be done now. */
export function NoSpaces(): ReactNode {
  const { open } = useSettingsDialog();
  return (
    <section className="no-spaces">
      <svg className="no-spaces-figure" viewBox="0 0 96 96" aria-hidden="true">
        <circle cx="48" cy="48" r="44" />
        <circle cx="48" cy="48" r="28" />
        <circle cx="48" cy="48" r="12" />
      </svg>
      <h2 className="overview-title">{overviewWords.emptyTitle}</h2>
      <p className="quiet">{overviewWords.empty}</p>
      <button type="button" className="button" onClick={() => open('profile')}>
        {overviewWords.emptyAction}
      </button>
    </section>
  );
}

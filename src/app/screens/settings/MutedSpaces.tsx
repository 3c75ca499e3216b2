import type { ReactNode } from 'react';
import { useSpaces } from '../../membership/use-spaces.ts';
import { useAppView, useModel } from '../../provider/AppProvider.tsx';
import { useWatchSave } from '../../toasts/use-watch-save.ts';
import { mutedWords } from './words.ts';

/** The spaces that no notice is shown of; each is heard again at once. */
export function MutedSpaces(): ReactNode {
  const model = useModel();
  const { muted } = useAppView();
  const spaces = useSpaces().filter(({ id }) => muted.has(id));
  const watch = useWatchSave();
  return (
    <section className="field" aria-label={mutedWords.title}>
      <h3 className="field-label">{mutedWords.title}</h3>
      {spaces.length === 0 && <p className="field-note">{mutedWords.none}</p>}
      <ul>
        {spaces.map(({ id, name }) => (
          <li key={id} className="settings-row">
            <span className="muted-name">{name}</span>
            <button
              type="button"
              className="button button-plain"
              aria-label={mutedWords.unmuteOf(name)}
              onClick={() => watch(model.setMuted(id, false))}
            >
              {mutedWords.unmute}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { SpaceId } from 'backhaul/protocol';
import type { ReactNode } from 'react';
import { useModel } from '../../provider/AppProvider.tsx';
import { useWatchSave } from '../../toasts/use-watch-save.ts';
import { overviewWords } from './words.ts';

export function RotateKey({ spaceId }: { readonly spaceId: SpaceId }): ReactNode {
  const model = useModel();
  const watch = useWatchSave();
  return (
    <div className="overview-action">
      <button type="button" className="button" onClick={() => watch(model.rotateKey(spaceId))}>
        {overviewWords.rotateKey}
      </button>
      <p className="field-note">{overviewWords.rotateKeyNote}</p>
    </div>
  );
}

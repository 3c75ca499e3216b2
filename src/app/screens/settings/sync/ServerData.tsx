import { useTasks } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import { type Format, useFormat } from '../../../format/use-format.ts';
import { useAppView, useModel } from '../../../provider/AppProvider.tsx';
import { type Removal, removalOf } from '../../../tasks/removal.ts';
import { RemovalDialog } from './RemovalDialog.tsx';
import { syncWords } from './words.ts';

/** Lets the person remove what the server has, and shows the server's receipt. */
export function ServerData(): ReactNode {
  const model = useModel();
  const format = useFormat();
  const { isOn } = useAppView().sync;
  const removal = removalOf(useTasks());
  const [hasFailed, setHasFailed] = useState(false);
  const onRemove = () => {
    setHasFailed(false);
    model.removeFromServer().catch((error: unknown) => {
      console.error(error);
      setHasFailed(true);
    });
  };
  return (
    <section className="sync-server">
      <div>
        <h3 className="field-label">{syncWords.onServer}</h3>
        <p className="field-note figures" role="status">
          {isOn ? syncWords.onServerNote : removalWords(removal, format)}
        </p>
      </div>
      <RemovalDialog isDisabled={removal.kind === 'under-way'} onConfirm={onRemove} />
      {hasFailed && (
        <p className="field-problem" role="alert">
          {syncWords.notAsked}
        </p>
      )}
    </section>
  );
}

function removalWords(removal: Removal, format: Format): string {
  switch (removal.kind) {
    case 'not-asked-for':
      return syncWords.onServerNote;
    case 'under-way':
      return syncWords.removing;
    case 'removed':
      return syncWords.removed(removal.removed, format.count(removal.removed), format.date(removal.at));
    case 'failed':
      return syncWords.notRemoved;
  }
}

import { Inspector } from 'backhaul/react';
import type { ReactNode } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { useAppView, useModel } from '../../../provider/AppProvider.tsx';
import { titleOf } from '../../../task-words/task-words.ts';
import { canCancel } from '../../../tasks/can-cancel.ts';
import { editingTabOf } from '../../../toasts/failure-words.ts';
import { useSettingsDialog } from '../settings-dialog-context.ts';
import './outbox.css';

/** What waits, what needs the person, and what became of the rest; the technical side below, closed. */
export function Outbox(): ReactNode {
  const model = useModel();
  const view = useAppView();
  const settings = useSettingsDialog();
  const { locale } = useFormat();
  return (
    <Inspector
      className="inspector"
      describe={(task) => titleOf(task, view)}
      language={locale}
      discard={model.discard}
      cancel={model.cancel}
      canEdit={(task) => editingTabOf(task) !== 'sync'}
      canCancel={(task) => canCancel(task, model.client.tasks(), view.collectionNames)}
      onEdit={(task) => settings.open(editingTabOf(task))}
      fallback={<div className="inspector" />}
    />
  );
}

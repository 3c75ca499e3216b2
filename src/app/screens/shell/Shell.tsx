import { type ReactNode, useMemo, useState } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';
import { SyncToasts } from '../../toasts/SyncToasts.tsx';
import { ToastArea } from '../../toasts/ToastArea.tsx';
import { NoSpaces } from '../overview/NoSpaces.tsx';
import { SpaceOverview } from '../overview/SpaceOverview.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { SettingsDialogContext, type SettingsTab } from '../settings/settings-dialog-context.ts';
import { Header } from './Header.tsx';
import { Sidebar } from './Sidebar.tsx';
import './shell.css';
import { useTheme } from './use-theme.ts';
import { shellWords } from './words.ts';

/** Everything that a person sees of an opened account. */
export function Shell(): ReactNode {
  const [tab, setTab] = useState<SettingsTab>('profile');
  const [isOpen, setIsOpen] = useState(false);
  const control = useMemo(
    () => ({
      open: (at: SettingsTab) => {
        setTab(at);
        setIsOpen(true);
      },
    }),
    [],
  );
  useTheme();
  return (
    <SettingsDialogContext value={control}>
      <ToastArea>
        <Screen />
        <SettingsDialog isOpen={isOpen} tab={tab} onTab={setTab} onClose={() => setIsOpen(false)} />
        <SyncToasts />
      </ToastArea>
    </SettingsDialogContext>
  );
}

function Screen(): ReactNode {
  const { spaces } = useAppView();
  const [chosenId, setChosenId] = useState<string>();
  const space = spaces.find(({ id }) => id === chosenId) ?? spaces.at(0);
  return (
    <div className="shell">
      <aside className="shell-sidebar">
        <Sidebar chosen={space?.id} onChoose={setChosenId} />
      </aside>
      <div className="shell-main">
        <Header title={space?.name ?? shellWords.spaces} chosen={space?.id} onChoose={setChosenId} />
        <main className="shell-content">{space === undefined ? <NoSpaces /> : <SpaceOverview space={space} />}</main>
      </div>
    </div>
  );
}

import { lazy, type ReactNode, type RefObject, Suspense, useMemo, useRef, useState } from 'react';
import { useAppView } from '../../provider/AppProvider.tsx';
import { SyncToasts } from '../../toasts/SyncToasts.tsx';
import { ToastArea } from '../../toasts/ToastArea.tsx';
import { MessagesSkeleton } from '../channel/MessagesSkeleton.tsx';
import { ConflictsDialog } from '../conflicts/ConflictsDialog.tsx';
import { ConflictsDialogContext } from '../conflicts/conflicts-dialog-context.ts';
import { ReadingAccount } from '../reading/ReadingAccount.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { SettingsDialogContext, type SettingsTab } from '../settings/settings-dialog-context.ts';
import { NoSpaces } from '../space/NoSpaces.tsx';
import { Header } from './Header.tsx';
import { Sidebar } from './Sidebar.tsx';
import './shell.css';
import { useTheme } from './use-theme.ts';
import { shellWords } from './words.ts';

const ChannelScreen = lazy(() => import('../channel/ChannelScreen.tsx'));

/** Everything that a person sees of an opened account. */
export function Shell({ isLinkIgnored }: { readonly isLinkIgnored: boolean }): ReactNode {
  const { isReading } = useAppView();
  const [tab, setTab] = useState<SettingsTab>('profile');
  const [isOpen, setIsOpen] = useState(false);
  const [isComparing, setIsComparing] = useState(false);
  const settingsButton = useRef<HTMLButtonElement>(null);
  const settings = useMemo(
    () => ({
      open: (at: SettingsTab) => {
        setTab(at);
        setIsOpen(true);
      },
    }),
    [],
  );
  const conflicts = useMemo(() => ({ open: () => setIsComparing(true) }), []);
  useTheme();
  if (isReading) return <ReadingAccount />;
  return (
    <SettingsDialogContext value={settings}>
      <ConflictsDialogContext value={conflicts}>
        <ToastArea>
          <Screen settingsButton={settingsButton} />
          <SettingsDialog isOpen={isOpen} tab={tab} onTab={setTab} onClose={() => setIsOpen(false)} />
          <ConflictsDialog
            isOpen={isComparing}
            onClose={() => setIsComparing(false)}
            focusAfterwards={() => settingsButton.current}
          />
          <SyncToasts isLinkIgnored={isLinkIgnored} />
        </ToastArea>
      </ConflictsDialogContext>
    </SettingsDialogContext>
  );
}

function Screen({ settingsButton }: { readonly settingsButton: RefObject<HTMLButtonElement | null> }): ReactNode {
  const { spaces } = useAppView();
  const [chosenId, setChosenId] = useState<string>();
  const space = spaces.find(({ id }) => id === chosenId) ?? spaces.at(0);
  return (
    <div className="shell">
      <aside className="shell-sidebar">
        <Sidebar chosen={space?.id} onChoose={setChosenId} />
      </aside>
      <div className="shell-main">
        <Header
          title={space?.name ?? shellWords.spaces}
          chosen={space?.id}
          onChoose={setChosenId}
          settingsButton={settingsButton}
        />
        <main className="shell-content">
          {space === undefined ? (
            <NoSpaces onAdded={setChosenId} />
          ) : (
            <Suspense fallback={<MessagesSkeleton />}>
              <ChannelScreen space={space} />
            </Suspense>
          )}
        </main>
      </div>
    </div>
  );
}

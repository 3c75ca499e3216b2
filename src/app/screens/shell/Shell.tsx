import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useBadge } from '../../badge/use-badge.ts';
import { later } from '../../later/later.tsx';
import { useIsIdle } from '../../later/use-is-idle.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { goToSettings, leaveSettings, useRoute } from '../../routes/navigation.ts';
import { useOpenedInvitation } from '../../routes/use-opened-invitation.ts';
import { ToastQueue, ToastsContext } from '../../toasts/toasts.ts';
import { ConflictsDialogContext } from '../conflicts/conflicts-dialog-context.ts';
import { HistoryArea } from '../history/HistoryArea.tsx';
import { ReadingAccount } from '../reading/later-reading.ts';
import { SettingsDialogContext, type SettingsTab } from '../settings/settings-dialog-context.ts';
import { SignInArea } from '../sign-in/SignInArea.tsx';
import { Screen } from './Screen.tsx';
import { useOpener } from './use-opener.ts';
import { useTheme } from './use-theme.ts';

const SettingsDialog = later(async () => (await import('../settings/SettingsDialog.tsx')).SettingsDialog);
const ConflictsDialog = later(async () => (await import('../conflicts/ConflictsDialog.tsx')).ConflictsDialog);
const SyncToasts = later(async () => (await import('../../toasts/SyncToasts.tsx')).SyncToasts);

const InvitationDialog = later(async () => (await import('../space/InvitationDialog.tsx')).InvitationDialog);

/** Everything that a person sees of an opened account. */
export function Shell({ isLinkIgnored }: { readonly isLinkIgnored: boolean }): ReactNode {
  const { isReading } = useAppView();
  useTheme();
  return isReading ? <ReadingAccount /> : <OpenedShell isLinkIgnored={isLinkIgnored} />;
}

function OpenedShell({ isLinkIgnored }: { readonly isLinkIgnored: boolean }): ReactNode {
  const route = useRoute();
  const isIdle = useIsIdle();
  useBadge();
  const invitation = useOpenedInvitation();
  const [toasts] = useState(() => new ToastQueue());
  const [isComparing, setIsComparing] = useState(false);
  const settingsButton = useRef<HTMLButtonElement>(null);
  const opener = useOpener(settingsButton);
  const settings = useMemo(
    () => ({
      open: (tab: SettingsTab) => {
        opener.remember();
        goToSettings(tab);
      },
    }),
    [opener],
  );
  const conflicts = useMemo(() => ({ open: () => setIsComparing(true) }), []);
  return (
    <SettingsDialogContext value={settings}>
      <ConflictsDialogContext value={conflicts}>
        <ToastsContext value={toasts}>
          <SignInArea otherwise={settingsButton}>
            <HistoryArea otherwise={settingsButton}>
              <Screen route={route} settingsButton={settingsButton} />
              {(isIdle || route.settings !== undefined) && (
                <SettingsDialog
                  tab={route.settings}
                  onTab={goToSettings}
                  onClose={leaveSettings}
                  focusAfterwards={opener.recall}
                />
              )}
              {(isIdle || isComparing) && (
                <ConflictsDialog
                  isOpen={isComparing}
                  onClose={() => setIsComparing(false)}
                  focusAfterwards={() => settingsButton.current}
                />
              )}
              {invitation.link !== undefined && (
                <InvitationDialog link={invitation.link} onClose={invitation.dealtWith} />
              )}
              <SyncToasts queue={toasts} isLinkIgnored={isLinkIgnored} />
            </HistoryArea>
          </SignInArea>
        </ToastsContext>
      </ConflictsDialogContext>
    </SettingsDialogContext>
  );
}

import type { ReactNode, RefObject } from 'react';
import { useSettingsDialog } from '../settings/settings-dialog-context.ts';
import { HeaderTitle } from './HeaderTitle.tsx';
import { Icon } from './Icon.tsx';
import { SpacesButton } from './SpacesButton.tsx';
import { SyncStatusLine } from './SyncStatusLine.tsx';
import { shellWords } from './words.ts';

interface HeaderProps {
  readonly title: string;
  readonly chosen: string | undefined;
  readonly settingsButton: RefObject<HTMLButtonElement | null>;
}

export function Header({ title, chosen, settingsButton }: HeaderProps): ReactNode {
  const { open } = useSettingsDialog();
  return (
    <header className="header">
      <SpacesButton chosen={chosen} />
      <HeaderTitle title={title} />
      <SyncStatusLine />
      <button ref={settingsButton} type="button" className="button header-settings" onClick={() => open('profile')}>
        <Icon name="settings" />
        <span>{shellWords.settings}</span>
      </button>
    </header>
  );
}

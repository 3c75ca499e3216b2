import { Tabs } from '@base-ui/react/tabs';
import { type FormEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { tabWords } from '../../routes/words.ts';
import { useSaveSettings } from '../../toasts/use-save-settings.ts';
import { DevicesTab } from './devices/DevicesTab.tsx';
import { type Draft, useDraft } from './draft.ts';
import { PreferencesTab } from './PreferencesTab.tsx';
import { ProfileTab } from './ProfileTab.tsx';
import { SpacesTab } from './SpacesTab.tsx';
import { type SettingsTab, settingsTabs } from './settings-dialog-context.ts';
import { SyncTab } from './sync/SyncTab.tsx';
import { settingsWords } from './words.ts';

interface SettingsFormProps {
  readonly tab: SettingsTab;
  readonly onTab: (tab: SettingsTab) => void;
  readonly onClose: () => void;
  /** Whether closing would forget something. */
  readonly onUnsaved: (isUnsaved: boolean) => void;
}

/** The tabs of which Save keeps something; in the others everything is done at once. */
const SAVED_TABS: ReadonlySet<SettingsTab> = new Set(['profile', 'preferences']);

/** The tabs over one draft; Save hands it over and closes at once. */
export function SettingsForm({ tab, onTab, onClose, onUnsaved }: SettingsFormProps): ReactNode {
  const draft = useDraft();
  const save = useSaveSettings();
  const tabList = useTabInSight(tab);
  useEffect(() => {
    onUnsaved(draft.hasChanged);
    return () => onUnsaved(false);
  }, [draft.hasChanged, onUnsaved]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!draft.canSave) return;
    save(draft.profileChanges, draft.preferenceChanges);
    onClose();
  };
  return (
    <form className="settings-form" onSubmit={onSubmit} noValidate>
      <Tabs.Root className="settings-tabs" orientation="vertical" value={tab} onValueChange={onTab}>
        <Tabs.List ref={tabList} className="settings-tab-list" aria-label={settingsWords.title} activateOnFocus>
          {settingsTabs.map((name) => (
            <Tabs.Tab key={name} value={name} className="settings-tab">
              {tabWords[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {settingsTabs.map((name) => (
          <Tabs.Panel key={name} value={name} className="settings-panel">
            <TabContent tab={name} draft={draft} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      {(SAVED_TABS.has(tab) || draft.hasChanged) && (
        <footer className="settings-footer">
          <button type="button" className="button" onClick={onClose}>
            {settingsWords.cancel}
          </button>
          <button type="submit" className="button button-primary" disabled={!draft.canSave}>
            {settingsWords.save}
          </button>
        </footer>
      )}
    </form>
  );
}

/** For the list of the tabs, which is wider than a narrow phone: the selected one is never scrolled away. */
function useTabInSight(tab: SettingsTab): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: It is another tab that is selected then.
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
  return list;
}

function TabContent({ tab, draft }: { readonly tab: SettingsTab; readonly draft: Draft }): ReactNode {
  switch (tab) {
    case 'profile':
      return <ProfileTab draft={draft} />;
    case 'preferences':
      return <PreferencesTab draft={draft} />;
    case 'spaces':
      return <SpacesTab />;
    case 'devices':
      return <DevicesTab />;
    case 'sync':
      return <SyncTab />;
  }
}

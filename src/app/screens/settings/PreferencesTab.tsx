import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId, useState } from 'react';
import { askForNotices, noticePermission } from '../../notifications/permission.ts';
import type { Preferences } from '../../settings/profile.ts';
import type { Draft } from './draft.ts';
import { MutedSpaces } from './MutedSpaces.tsx';
import { preferencesWords } from './words.ts';

const themes: readonly Preferences['theme'][] = ['system', 'light', 'dark'];
const languages: readonly Preferences['language'][] = ['en', 'de'];

export function PreferencesTab({ draft }: { readonly draft: Draft }): ReactNode {
  const { preferences, editPreferences } = draft;
  return (
    <div className="settings-fields">
      <Choices
        legend={preferencesWords.theme}
        options={themes}
        words={preferencesWords.themes}
        chosen={preferences.theme}
        onChoose={(theme) => editPreferences({ theme })}
      />
      <Choices
        legend={preferencesWords.language}
        options={languages}
        words={preferencesWords.languages}
        chosen={preferences.language}
        onChoose={(language) => editPreferences({ language })}
      />
      <NotificationsSwitch
        isOn={preferences.notifications}
        onChange={(notifications) => editPreferences({ notifications })}
      />
      <MutedSpaces />
    </div>
  );
}

interface ChoicesProps<Option extends string> {
  readonly legend: string;
  readonly options: readonly Option[];
  readonly words: Readonly<Record<Option, string>>;
  readonly chosen: Option;
  readonly onChoose: (option: Option) => void;
}

function Choices<Option extends string>(props: ChoicesProps<Option>): ReactNode {
  const name = useId();
  return (
    <fieldset className="field">
      <legend className="field-label">{props.legend}</legend>
      <div className="choices">
        {props.options.map((option) => (
          <label key={option} className="choice">
            <input type="radio" name={name} checked={option === props.chosen} onChange={() => props.onChoose(option)} />
            {props.words[option]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface NotificationsSwitchProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function NotificationsSwitch({ isOn, onChange }: NotificationsSwitchProps): ReactNode {
  const id = useId();
  const [permission, setPermission] = useState(noticePermission);
  const ask = () => void askForNotices().then(setPermission, console.warn);
  const onSwitch = (turnsOn: boolean) => {
    onChange(turnsOn);
    if (turnsOn) ask();
  };
  return (
    <div className="settings-row">
      <div>
        <p id={id} className="field-label">
          {preferencesWords.notifications}
        </p>
        <p id={`${id}-note`} className="field-note">
          {permission === 'granted' ? preferencesWords.notificationsNote : preferencesWords.permissions[permission]}
        </p>
        {isOn && permission === 'not-asked' && (
          <button type="button" className="button settings-allow" onClick={ask}>
            {preferencesWords.allow}
          </button>
        )}
      </div>
      <Switch.Root
        className="switch"
        checked={isOn}
        onCheckedChange={onSwitch}
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}

import { useState } from 'react';
import type { AppView } from '../../model/app-view.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import type { Preferences, Profile } from '../../settings/profile.ts';

/** What the fields show, and how a person edits it. What was not edited follows the view. */
export interface Draft {
  readonly profile: Profile;
  readonly preferences: Preferences;
  readonly editProfile: (edits: Partial<Profile>) => void;
  readonly editPreferences: (edits: Partial<Preferences>) => void;
  readonly profileChanges: Partial<Profile>;
  readonly preferenceChanges: Partial<Preferences>;
  readonly hasChanged: boolean;
  /** Something changed, and nothing is still being prepared. */
  readonly canSave: boolean;
  readonly setBusy: (isBusy: boolean) => void;
}

export function useDraft(): Draft {
  const view: AppView = useAppView();
  const [profileEdits, setProfileEdits] = useState<Partial<Profile>>({});
  const [preferenceEdits, setPreferenceEdits] = useState<Partial<Preferences>>({});
  const [isBusy, setBusy] = useState(false);
  const profileChanges = differing(trimmed(profileEdits), view.profile);
  const preferenceChanges = differing(preferenceEdits, view.preferences);
  const hasChanged = profileChanges.count + preferenceChanges.count > 0;
  return {
    profile: { ...view.profile, ...profileEdits },
    preferences: { ...view.preferences, ...preferenceEdits },
    editProfile: (edits) => setProfileEdits((before) => ({ ...before, ...edits })),
    editPreferences: (edits) => setPreferenceEdits((before) => ({ ...before, ...edits })),
    profileChanges: profileChanges.values,
    preferenceChanges: preferenceChanges.values,
    hasChanged,
    canSave: !isBusy && hasChanged,
    setBusy,
  };
}

/** A name of nothing but blanks is none. */
function trimmed(edits: Partial<Profile>): Partial<Profile> {
  return edits.displayName === undefined ? edits : { ...edits, displayName: edits.displayName.trim() };
}

function differing<Values extends object>(
  edits: Partial<Values>,
  current: Values,
): { readonly values: Partial<Values>; readonly count: number } {
  const values = { ...edits };
  for (const name in values) if (Object.is(values[name], current[name])) delete values[name];
  return { values, count: Object.keys(values).length };
}

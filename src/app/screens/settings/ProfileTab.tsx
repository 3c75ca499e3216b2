import { type ReactNode, useId } from 'react';
import { SpokenMark } from '../../mark/Mark.tsx';
import { usePlace } from '../../mark/use-place.ts';
import { PROFILE } from '../../settings/names.ts';
import { AvatarField } from './avatar/AvatarField.tsx';
import type { Draft } from './draft.ts';
import { profileWords } from './words.ts';

const DISPLAY_NAME_LENGTH = 64;
const BIO_LENGTH = 500;

export function ProfileTab({ draft }: { readonly draft: Draft }): ReactNode {
  return (
    <div className="settings-fields">
      <AvatarField
        profile={draft.profile}
        onChange={(avatar) => draft.editProfile({ avatar })}
        onBusy={draft.setBusy}
      />
      <DisplayNameField draft={draft} />
      <BioField draft={draft} />
    </div>
  );
}

function DisplayNameField({ draft }: { readonly draft: Draft }): ReactNode {
  const id = useId();
  const place = usePlace(PROFILE);
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{profileWords.displayName}</label>
        <SpokenMark place={place} />
      </div>
      <input
        id={id}
        className="text-field"
        type="text"
        autoComplete="nickname"
        maxLength={DISPLAY_NAME_LENGTH}
        value={draft.profile.displayName}
        aria-describedby={`${id}-note`}
        onChange={(event) => draft.editProfile({ displayName: event.target.value })}
      />
      <p id={`${id}-note`} className="field-note">
        {profileWords.displayNameNote}
      </p>
    </div>
  );
}

function BioField({ draft }: { readonly draft: Draft }): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {profileWords.bio}
      </label>
      <textarea
        id={id}
        className="text-field"
        rows={4}
        maxLength={BIO_LENGTH}
        value={draft.profile.bio}
        aria-describedby={`${id}-note`}
        onChange={(event) => draft.editProfile({ bio: event.target.value })}
      />
      <p id={`${id}-note`} className="field-note figures">
        {profileWords.bioNote(draft.profile.bio.length)}
      </p>
    </div>
  );
}

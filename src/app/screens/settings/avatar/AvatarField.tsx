import { type ReactNode, useRef, useState } from 'react';
import type { Profile } from '../../../settings/profile.ts';
import { Avatar } from '../../shell/Avatar.tsx';
import { avatarProblems, profileWords } from '../words.ts';
import './avatar-field.css';
import { downscale } from './downscale.ts';

interface AvatarFieldProps {
  readonly profile: Profile;
  readonly onChange: (avatar: string | null) => void;
  /** Told while an image is being made, which must not be saved half-way. */
  readonly onBusy: (isBusy: boolean) => void;
}

type State = 'ready' | 'preparing' | keyof typeof avatarProblems;

export function AvatarField({ profile, onChange, onBusy }: AvatarFieldProps): ReactNode {
  const [state, setState] = useState<State>('ready');
  const onFile = async (file: File) => {
    setState('preparing');
    onBusy(true);
    const result = await downscale(file);
    onBusy(false);
    setState(result.kind === 'made' ? 'ready' : result.kind);
    if (result.kind === 'made') onChange(result.url);
  };
  const onRemove = () => {
    setState('ready');
    onChange(null);
  };
  return (
    <fieldset className="avatar-field">
      <legend className="visually-hidden">{profileWords.avatar}</legend>
      <Avatar profile={profile} large />
      <div className="avatar-field-side">
        <div className="avatar-field-actions">
          <ImageButton hasImage={profile.avatar !== null} isBusy={state === 'preparing'} onFile={onFile} />
          {profile.avatar !== null && (
            <button type="button" className="button button-plain" disabled={state === 'preparing'} onClick={onRemove}>
              {profileWords.remove}
            </button>
          )}
        </div>
        <AvatarNote state={state} />
      </div>
    </fieldset>
  );
}

interface ImageButtonProps {
  readonly hasImage: boolean;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => Promise<void>;
}

function ImageButton({ hasImage, isBusy, onFile }: ImageButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" disabled={isBusy} onClick={() => input.current?.click()}>
        {isBusy ? profileWords.preparing : hasImage ? profileWords.replace : profileWords.choose}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={({ target }) => {
          const file = target.files?.item(0);
          target.value = '';
          if (file) void onFile(file);
        }}
      />
    </>
  );
}

function AvatarNote({ state }: { readonly state: State }): ReactNode {
  if (state === 'ready' || state === 'preparing') return <p className="field-note">{profileWords.avatarNote}</p>;
  return (
    <p className="field-problem" role="alert">
      {avatarProblems[state]}
    </p>
  );
}

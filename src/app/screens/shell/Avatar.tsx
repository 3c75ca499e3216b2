import type { ReactNode } from 'react';
import type { Profile } from '../../settings/profile.ts';
import './avatar.css';

interface AvatarProps {
  readonly profile: Pick<Profile, 'avatar' | 'displayName'>;
  readonly large?: boolean;
}

/** The picture, or initials; the name always stands beside it. */
export function Avatar({ profile, large = false }: AvatarProps): ReactNode {
  return (
    <span className={large ? 'avatar avatar-large' : 'avatar'} aria-hidden="true">
      {profile.avatar === null ? initialsOf(profile.displayName) || <Nobody /> : <img src={profile.avatar} alt="" />}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const initials = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')].at(0));
  return initials.join('').toLocaleUpperCase();
}

function Nobody(): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="5.5" r="2.75" />
      <path d="M2.75 14a5.25 5.25 0 0 1 10.5 0" />
    </svg>
  );
}

import { type ReactNode, useState } from 'react';
import type { Place } from './place.ts';
import { placeWords } from './words.ts';

interface MarkProps {
  readonly place: Place;
  readonly large?: boolean;
}

/** The ring alone, for where words stand beside it. A change fades once; what is merely shown, or moved, does not. */
export function Mark({ place, large = false }: MarkProps): ReactNode {
  const [seen, setSeen] = useState({ place, isFresh: false });
  if (seen.place !== place) setSeen({ place, isFresh: true });
  return (
    <svg
      className={large ? 'mark mark-large' : 'mark'}
      data-place={place}
      data-fresh={seen.isFresh || undefined}
      viewBox="0 0 10 10"
      aria-hidden="true"
      onAnimationEnd={() => setSeen({ place, isFresh: false })}
    >
      <Shape place={place} />
    </svg>
  );
}

/** The ring with its words for assistive tools and on hover. */
export function SpokenMark({ place }: { readonly place: Place }): ReactNode {
  return (
    <span className="spoken-mark" title={placeWords[place]}>
      <Mark place={place} />
      <span className="visually-hidden">{placeWords[place]}</span>
    </span>
  );
}

function Shape({ place }: { readonly place: Place }): ReactNode {
  switch (place) {
    case 'here':
      return <circle className="mark-ring" cx="5" cy="5" r="4" />;
    case 'on-its-way':
      return (
        <>
          <circle className="mark-track" cx="5" cy="5" r="4" />
          <path className="mark-arc" d="M5 1a4 4 0 0 1 4 4" />
        </>
      );
    case 'delivered':
      return <circle className="mark-full" cx="5" cy="5" r="4.75" />;
    case 'needs-you':
    case 'conflict':
      return (
        <>
          <path className="mark-notched" d="M9.3 3.9a4.4 4.4 0 1 1-3.2-3.2" />
          <path className="mark-exclamation" d="M5 2.9v2.3M5 7.1v.01" />
        </>
      );
  }
}

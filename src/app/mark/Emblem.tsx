import type { ReactNode } from 'react';

/** The app's own sign: the ring on its way. */
export function Emblem(): ReactNode {
  return (
    <svg className="emblem" viewBox="0 0 512 512" aria-hidden="true">
      <rect className="emblem-ground" width="512" height="512" rx="116" />
      <circle className="emblem-ring" cx="256" cy="256" r="140" />
      <path className="emblem-arc" d="M116 256A140 140 0 0 1 256 116" />
      <path className="emblem-head" d="M250 39.2L355.8 116L250 192.8Z" />
    </svg>
  );
}

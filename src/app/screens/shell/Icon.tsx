import type { ReactNode } from 'react';

const paths = {
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  add: 'M8 3v10M3 8h10',
  more: 'M3 8h1M7.5 8h1M12 8h1',
  delete: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  grip: 'M3 6.5h10M3 9.5h10',
  settings: 'M2.5 4.5h5M11 4.5h2.5M9.25 2.75v3.5M2.5 11.5H5M8.5 11.5h5M6.75 9.75v3.5',
} as const;

export function Icon({ name }: { readonly name: keyof typeof paths }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

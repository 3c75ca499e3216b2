import type { ReactNode } from 'react';
import { useOnline } from '../../format/use-online.ts';
import { shellWords } from './words.ts';

/** What is shown, and below it whether there is a network: in a row that is there anyway, so that nothing moves. */
export function HeaderTitle({ title }: { readonly title: string }): ReactNode {
  const isOnline = useOnline();
  return (
    <div className="header-title">
      <h1>{title}</h1>
      <div className="header-network label" role="status" aria-label={shellWords.network}>
        {!isOnline && <p>{shellWords.offline}</p>}
      </div>
    </div>
  );
}

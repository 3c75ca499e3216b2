import type { MouseEvent, ReactNode } from 'react';
import './unknown-page.css';
import { goHome } from './navigation.ts';
import { routeWords } from './words.ts';

interface UnknownPageProps {
  readonly title: string;
  readonly why: string;
}

/** Where an address leads nowhere: what that means, and the way back. */
export function UnknownPage({ title, why }: UnknownPageProps): ReactNode {
  const onClick = (event: MouseEvent) => {
    event.preventDefault();
    goHome();
  };
  return (
    <section className="unknown-page">
      <h2 className="unknown-page-title">{title}</h2>
      <p className="quiet">{why}</p>
      <a className="button" href="/" onClick={onClick}>
        {routeWords.toSpaces}
      </a>
    </section>
  );
}

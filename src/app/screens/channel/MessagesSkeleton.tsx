import type { ReactNode } from 'react';
import { channelWords } from './words.ts';

const LINES = ['60%', '35%', '48%', '70%'];

/** What the messages will look like, while they are read. */
export function MessagesSkeleton(): ReactNode {
  return (
    <div className="messages messages-skeleton" role="status" aria-label={channelWords.reading}>
      {LINES.map((width) => (
        <span key={width} className="skeleton-line" style={{ inlineSize: width }} />
      ))}
    </div>
  );
}

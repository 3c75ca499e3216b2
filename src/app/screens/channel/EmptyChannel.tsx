import type { ReactNode } from 'react';
import { channelWords } from './words.ts';

export function EmptyChannel(): ReactNode {
  return (
    <div className="messages-empty">
      <h3>{channelWords.emptyTitle}</h3>
      <p className="quiet">{channelWords.empty}</p>
    </div>
  );
}

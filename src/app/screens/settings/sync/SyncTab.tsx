import { useSync } from 'backhaul/react';
import type { ReactNode } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { heldBackSentence } from '../../../task-words/held-back-words.ts';
import { ConflictsRow } from './ConflictsRow.tsx';
import { ServerData } from './ServerData.tsx';
import { SyncSwitch } from './SyncSwitch.tsx';
import './sync-tab.css';
import { TaskList } from './TaskList.tsx';
import { useStoredSize } from './use-stored-size.ts';
import { syncWords } from './words.ts';

/** What this device keeps for the server, readable by a person who never heard of a queue. */
export function SyncTab(): ReactNode {
  const { tasks, deliversWhenClosed } = useSync();
  const heldBack = heldBackSentence(useAppView().sync.heldBack);
  return (
    <div className="sync-tab">
      <Figures />
      <SyncSwitch />
      <ConflictsRow />
      {heldBack !== undefined && <p>{heldBack}</p>}
      <p className="quiet">{deliveryWords(deliversWhenClosed)}</p>
      <ServerData />
      <TaskList tasks={tasks} />
    </div>
  );
}

function Figures(): ReactNode {
  const { tasks } = useSync();
  const format = useFormat();
  const size = useStoredSize(tasks);
  const waiting = tasks.filter(({ status }) => status === 'pending' || status === 'processing').length;
  const failed = tasks.filter(({ status }) => status === 'failed').length;
  return (
    <dl className="sync-figures figures">
      <Figure name={syncWords.waiting} value={format.count(waiting)} tone={waiting > 0 ? 'waiting' : 'calm'} />
      <Figure name={syncWords.needsYou} value={format.count(failed)} tone={failed > 0 ? 'refused' : 'calm'} />
      <Figure
        name={syncWords.storedHere}
        value={size === undefined ? syncWords.unknownSize : format.size(size)}
        tone="calm"
      />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly tone: 'calm' | 'waiting' | 'refused';
}

function Figure({ name, value, tone }: FigureProps): ReactNode {
  return (
    <div className="sync-figure" data-tone={tone}>
      <dt className="quiet label">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function deliveryWords(deliversWhenClosed: boolean | undefined): string {
  if (deliversWhenClosed === undefined) return syncWords.notKnownYet;
  return deliversWhenClosed ? syncWords.whenClosed : syncWords.onlyWhenOpen;
}

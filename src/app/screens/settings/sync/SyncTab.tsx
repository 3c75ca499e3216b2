import type { JournalSyncState } from 'backhaul';
import { useSync } from 'backhaul/react';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { useAppView } from '../../../provider/AppProvider.tsx';
import { heldBackSentence } from '../../../task-words/held-back-words.ts';
import { KeysSection } from '../../keys/KeysSection.tsx';
import { ConflictsRow } from './ConflictsRow.tsx';
import { HistoryRow } from './HistoryRow.tsx';
import { Outbox } from './Outbox.tsx';
import { ServerData } from './ServerData.tsx';
import { SyncSwitch } from './SyncSwitch.tsx';
import './sync-tab.css';
import { useStoredSize } from './use-stored-size.ts';
import { syncWords } from './words.ts';

/** What this device keeps for the server, readable by a person who never heard of a queue; first what needs them, if anything did. */
export function SyncTab(): ReactNode {
  const { deliversWhenClosed, summary } = useSync();
  const [needsYouFirst] = useState(summary.failed > 0);
  const heldBack = heldBackSentence(useAppView().sync.heldBack);
  return (
    <div className="sync-tab">
      <Figures />
      {needsYouFirst && <Outbox />}
      <SyncSwitch />
      <HistoryRow />
      <ConflictsRow />
      {heldBack !== undefined && <p>{heldBack}</p>}
      <p className="quiet">{deliveryWords(deliversWhenClosed)}</p>
      <KeysSection />
      <ServerData />
      {!needsYouFirst && <Outbox />}
    </div>
  );
}

function Figures(): ReactNode {
  const { tasks } = useSync();
  const format = useFormat();
  const size = useStoredSize(tasks);
  const waiting = tasks.filter(({ status }) => status === 'pending' || status === 'processing').length;
  const { conflicts, sync } = useAppView();
  const failed = tasks.filter(({ status }) => status === 'failed').length;
  const needsYou = failed + conflicts.length + needsOfAccount(sync);
  return (
    <dl className="sync-figures figures">
      <Figure name={syncWords.waiting} value={format.count(waiting)} tone={waiting > 0 ? 'waiting' : 'calm'} />
      <Figure name={syncWords.needsYou} value={format.count(needsYou)} tone={needTone(failed, needsYou)} />
      <Figure
        name={syncWords.storedHere}
        value={size === undefined ? syncWords.unknownSize : format.size(size)}
        tone="calm"
      />
    </dl>
  );
}

/** The doubt about the server, and the words of changed keys. */
function needsOfAccount({ standing, keys }: JournalSyncState): number {
  return Number(standing.kind === 'doubted') + Number(keys === 'changed');
}

/** Red is for what was refused or lost. */
function needTone(failed: number, needsYou: number): FigureProps['tone'] {
  if (failed > 0) return 'refused';
  return needsYou > 0 ? 'waiting' : 'calm';
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

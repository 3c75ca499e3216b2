import { useTasks } from 'backhaul/react';
import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { Mark } from '../../mark/Mark.tsx';
import { useDeliveries, usePlace } from '../../mark/use-place.ts';
import { placeWords } from '../../mark/words.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { spaceCollection } from '../../settings/names.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { spaceOfTask } from '../../task-words/task-words.ts';
import { deliveredWords } from '../settings/delivered-words.ts';
import { TaskList } from '../settings/sync/TaskList.tsx';
import './overview.css';
import { RotateKey } from './RotateKey.tsx';
import { overviewWords, placeSentences } from './words.ts';

/** What there is of one space, and where it is. */
export function SpaceOverview({ space }: { readonly space: SpaceSummary }): ReactNode {
  const format = useFormat();
  const collection = spaceCollection(space.id);
  const place = usePlace(collection);
  const deliveredAt = useDeliveries().get(collection);
  return (
    <article className="overview">
      <h2 className="overview-title">{space.name}</h2>
      <section className="overview-place" data-place={place}>
        <Mark key={place} place={place} large />
        <div>
          <h3>{placeWords[place]}</h3>
          <p className="quiet">{placeSentences[place]}</p>
        </div>
      </section>
      <dl className="overview-figures figures">
        <Figure name={overviewWords.keys} value={format.count(space.keys)} />
        <Figure name={overviewWords.size} value={format.size(space.bytes)} />
        <Figure name={overviewWords.lastDelivered} value={deliveredWords(deliveredAt, place, format)} />
      </dl>
      <RotateKey spaceId={space.id} />
      <SpaceChanges spaceId={space.id} />
    </article>
  );
}

/** The tasks that carry entries of this space. */
function SpaceChanges({ spaceId }: { readonly spaceId: string }): ReactNode {
  const view = useAppView();
  const tasks = useTasks().filter((task) => spaceOfTask(task, view)?.id === spaceId);
  if (tasks.length === 0) return null;
  return (
    <section className="overview-changes">
      <h3>{overviewWords.changes}</h3>
      <TaskList tasks={tasks} />
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div className="overview-figure">
      <dt className="quiet label">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

import type { ReactNode } from 'react';
import { type Format, useFormat } from '../../format/use-format.ts';
import { SpokenMark } from '../../mark/Mark.tsx';
import type { Place } from '../../mark/place.ts';
import { usePlaces } from '../../mark/use-place.ts';
import { useAppView } from '../../provider/AppProvider.tsx';
import { spaceCollection } from '../../settings/names.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import './spaces-table.css';
import { spacesWords } from './words.ts';

export function SpacesTab(): ReactNode {
  const view = useAppView();
  const placeOf = usePlaces();
  const format = useFormat();
  if (view.spaces.length === 0) return <NoRows />;
  return (
    <table className="spaces-table figures">
      <caption className="visually-hidden">{spacesWords.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{spacesWords.name}</th>
          <th scope="col" className="number">
            {spacesWords.keys}
          </th>
          <th scope="col" className="number">
            {spacesWords.size}
          </th>
          <th scope="col">{spacesWords.lastDelivered}</th>
          <th scope="col">
            <span className="visually-hidden">{spacesWords.where}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {view.spaces.map((space) => (
          <Row key={space.id} space={space} place={placeOf(spaceCollection(space.id))} format={format} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly space: SpaceSummary;
  readonly place: Place;
  readonly format: Format;
}

function Row({ space, place, format }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row" title={space.name}>
        {space.name}
      </th>
      <td className="number">{format.count(space.keys)}</td>
      <td className="number">{format.size(space.bytes)}</td>
      <td className="date">{space.deliveredAt === null ? spacesWords.never : format.date(space.deliveredAt)}</td>
      <td className="where">
        <SpokenMark place={place} />
      </td>
    </tr>
  );
}

function NoRows(): ReactNode {
  return (
    <div className="settings-empty">
      <h3>{spacesWords.emptyTitle}</h3>
      <p className="quiet">{spacesWords.empty}</p>
    </div>
  );
}
